package io.probity.normalise;

import io.probity.normalise.canonical.CanonicalSource;
import io.probity.normalise.cloudtrail.CloudTrailSource;
import io.probity.normalise.generic.GenericSource;
import io.probity.normalise.gitlab.GitlabSource;
import io.probity.normalise.mapping.MappingFile;
import io.probity.types.EventTypes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every source that the intake knows: one line each.
 *
 * @param types every event type that they may name
 */
public record Sources(List<Source> all, EventTypes types) {
    /** Sources that a file describes: normalise/mappings/NAME.yaml. */
    private static final List<String> MAPPED = List.of("tailscale");

    public Sources {
        all = List.copyOf(all);
    }

    /** The sources that ship, with the types that ship. */
    public static Sources shipped() {
        return and(List.of());
    }

    /**
     * The sources that ship, and others.
     *
     * @param further replace a source of their name that ships
     * @throws IllegalArgumentException with the first error of a mapping, if there is one
     */
    public static Sources and(List<MappingFile> further) {
        var own = further.stream().map(MappingFile::source).collect(Collectors.toSet());
        var mappings = Stream.concat(mappings().stream().filter(file -> !own.contains(file.source())), further.stream())
                .toList();
        var types = EventTypes.shipped()
                .plus(mappings.stream().flatMap(file -> file.types().stream()).toList());
        var naming = new TypeNaming(types);
        var written = Stream.<Source>of(
                new CanonicalSource(naming),
                new GitlabSource(naming),
                new CloudTrailSource(naming),
                new GenericSource(naming));
        return new Sources(
                Stream.concat(
                                written.filter(source -> !own.contains(source.name())),
                                mappings.stream().map(file -> file.source(naming)))
                        .toList(),
                types);
    }

    /** The mappings that ship. */
    public static List<MappingFile> mappings() {
        return MAPPED.stream()
                .map(name -> MappingFile.shipped("normalise/mappings/" + name + ".yaml"))
                .toList();
    }

    public Optional<Source> named(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}
