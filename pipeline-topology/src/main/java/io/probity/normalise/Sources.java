package io.probity.normalise;

import io.probity.normalise.canonical.CanonicalSource;
import io.probity.normalise.cloudtrail.CloudTrailSource;
import io.probity.normalise.generic.GenericSource;
import io.probity.normalise.gitlab.GitlabSource;
import io.probity.normalise.mapping.MappingFile;
import io.probity.types.EventTypes;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every source that the intake knows: one line each.
 *
 * @param byName in the order in which people are told of them
 * @param types every event type that they may name
 */
public record Sources(Map<String, Source> byName, EventTypes types) {
    /** Sources that a file describes: normalise/mappings/NAME.yaml. */
    private static final List<String> MAPPED = List.of("tailscale");

    public Sources {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** The sources that ship, with the types that ship. */
    public static Sources shipped() {
        return and(List.of());
    }

    /**
     * The sources that ship, and others.
     *
     * @param further replace a source of their name that ships
     * @throws IllegalArgumentException with the first error of a mapping, or naming a source that two of them describe
     */
    public static Sources and(List<MappingFile> further) {
        var mappings = new LinkedHashMap<String, MappingFile>();
        mappings().forEach(file -> mappings.put(file.source(), file));
        var own = new HashSet<String>();
        for (var file : further) {
            if (!own.add(file.source())) {
                throw new IllegalArgumentException("two mappings describe " + file.source() + ": remove one");
            }
            mappings.put(file.source(), file);
        }
        var types = EventTypes.shipped()
                .plus(mappings.values().stream()
                        .flatMap(file -> file.types().stream())
                        .toList());
        var naming = new TypeNaming(types);
        var byName = new LinkedHashMap<String, Source>();
        Stream.of(
                        new CanonicalSource(naming),
                        new GitlabSource(naming),
                        new CloudTrailSource(naming),
                        new GenericSource(naming))
                .forEach(source -> byName.put(source.name(), source));
        mappings.forEach((name, file) -> byName.put(name, file.source(naming)));
        return new Sources(byName, types);
    }

    /** All of them. */
    public List<Source> all() {
        return List.copyOf(byName.values());
    }

    /** The mappings that ship. */
    public static List<MappingFile> mappings() {
        return MAPPED.stream()
                .map(name -> MappingFile.shipped("normalise/mappings/" + name + ".yaml"))
                .toList();
    }

    public Optional<Source> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
