package io.probity.normalise;

import io.probity.normalise.canonical.CanonicalSource;
import io.probity.normalise.cloudtrail.CloudTrailSource;
import io.probity.normalise.generic.GenericSource;
import io.probity.normalise.gitlab.GitlabSource;
import io.probity.normalise.mapping.MappingFile;
import io.probity.types.EventTypes;
import io.probity.types.Registration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
    private static final List<String> MAPPED = List.of(
            "alertmanager",
            "anthropic",
            "argocd",
            "atlassian",
            "auth0",
            "azure",
            "box",
            "cdevents",
            "cloudevents",
            "databricks",
            "doppler",
            "ecs",
            "entra",
            "gcp",
            "github",
            "github_webhook",
            "gsuite",
            "jenkins",
            "keycloak",
            "kubernetes",
            "mcp",
            "microsoft365",
            "ocsf",
            "okta",
            "onepassword",
            "opa",
            "openai",
            "otlp",
            "ping",
            "policy_report",
            "salesforce",
            "slack",
            "snyk",
            "tailscale",
            "tekton",
            "teleport",
            "terraform",
            "twingate",
            "vault",
            "vercel",
            "zoom");

    public Sources {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** The sources that ship, with the types that ship. */
    public static Sources shipped() {
        return Shipped.SOURCES;
    }

    /**
     * The sources and types that ship, and an operator's own.
     *
     * @param types docs/event-types.md says what happens where one has the name of another
     * @throws IllegalArgumentException with the first error of a mapping, naming a source that is described twice, one of those
     *     that ship among them, or a type that cannot be registered
     */
    public static Sources with(List<Registration> types, List<MappingFile> further) {
        var shipped = shipped();
        for (var file : further) {
            if (shipped.named(file.source()).isPresent()) {
                throw new IllegalArgumentException(file.place() + ": source `" + file.source()
                        + "` ships with the program: give yours another name");
            }
        }
        return tried(types, further);
    }

    /**
     * The same, to try a mapping by: one of a source that ships takes its place.
     *
     * @throws IllegalArgumentException as above, but for sources that ship
     */
    public static Sources tried(List<Registration> types, List<MappingFile> further) {
        var mappings = new LinkedHashMap<String, MappingFile>();
        for (var file : further) {
            var other = mappings.put(file.source(), file);
            if (other != null) {
                throw new IllegalArgumentException(file.place() + ": source `" + file.source()
                        + "` is described already at " + other.place() + ": remove one");
            }
        }
        return build(
                types,
                mappings.values(),
                mappings().stream()
                        .filter(file -> !mappings.containsKey(file.source()))
                        .toList());
    }

    /** Whether a source that ships is read by code, and by no mapping. */
    static boolean isCode(String name) {
        return shipped().named(name).isPresent() && !MAPPED.contains(name);
    }

    /** @param shipped whose types are there first: an operator's own may replace them */
    private static Sources build(
            List<Registration> own, Collection<MappingFile> further, Collection<MappingFile> shipped) {
        var ownTypes = new ArrayList<>(own);
        ownTypes.addAll(types(further));
        var types = EventTypes.shipped().plus(types(shipped)).plus(ownTypes);
        var naming = new TypeNaming(types);
        var byName = new LinkedHashMap<String, Source>();
        Stream.of(
                        new CanonicalSource(naming),
                        new GitlabSource(naming),
                        new CloudTrailSource(naming),
                        new GenericSource(naming),
                        CanonicalSource.own(naming))
                .forEach(source -> byName.put(source.name(), source));
        further.forEach(file -> byName.put(file.source(), file.source(naming)));
        shipped.forEach(file -> byName.put(file.source(), file.source(naming)));
        return new Sources(byName, types);
    }

    private static List<Registration> types(Collection<MappingFile> mappings) {
        return mappings.stream().flatMap(file -> file.types().stream()).toList();
    }

    /** All of them. */
    public List<Source> all() {
        return List.copyOf(byName.values());
    }

    /** The mappings that ship. */
    public static List<MappingFile> mappings() {
        return Shipped.MAPPINGS;
    }

    public Optional<Source> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Read once, when somebody first asks: each file is some milliseconds of YAML, and all of it is immutable. */
    private static final class Shipped {
        static final List<MappingFile> MAPPINGS = MAPPED.stream()
                .map(name -> MappingFile.shipped("normalise/mappings/" + name + ".yaml"))
                .toList();
        static final Sources SOURCES = build(List.of(), List.of(), MAPPINGS);
    }
}
