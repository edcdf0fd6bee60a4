package io.probity.evaluate;

import io.probity.evaluate.catalog.ScopeDefinition;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.model.Definition;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The scope tree and what names its units, all versions of both, and whether it holds together at every time: no unit is above
 * itself, and no unit is named that was never published or is retired while the one that names it counts. A unit that has not begun
 * yet covers nothing and is nobody's parent, which is no fault. Immutable.
 *
 * @param references by kind and id, such as {@code assignment base@acme}
 * @param silent of what has named no unit in any version, as nearly all controls do: there is nothing in them to look at
 */
record ScopeBook(Units units, Map<String, History<Reference>> references, Map<String, History<Reference>> silent) {
    static final ScopeBook NONE = new ScopeBook(Units.NONE, Map.of(), Map.of());

    /**
     * @param publish number of the publish that comes to it
     */
    Next next(int publish) {
        return new Next(publish);
    }

    /** The book that a publish is turning this one into. */
    final class Next {
        private final int publish;
        private final Map<String, History<ScopeDefinition>> histories = new LinkedHashMap<>(units.histories());
        private final Map<String, History<Reference>> named = new LinkedHashMap<>(references);
        private final Map<String, History<Reference>> unnamed = new HashMap<>(silent);
        private boolean changed;

        Next(int publish) {
            this.publish = publish;
        }

        void add(Definition definition, ScopeDefinition unit) {
            History.add(histories, definition.getId(), definition, publish, unit, Stream.empty());
            changed = true;
        }

        void add(Definition definition, Reference reference) {
            var name = definition.getKind().name().toLowerCase(Locale.ROOT) + " " + definition.getId();
            if (reference.equals(Reference.NONE) && !named.containsKey(name)) {
                // one that names no unit is kept too: it may hold in place of one that does
                History.add(unnamed, name, definition, publish, reference, reference.ends());
                return;
            }
            var before = unnamed.remove(name);
            if (before != null) {
                named.put(name, before);
            }
            History.add(named, name, definition, publish, reference, reference.ends());
        }

        ScopeBook book() {
            return new ScopeBook(changed ? new Units(histories) : units, named, unnamed);
        }
    }

    /** What does not fit together, in words, the first of it in the order of the log; null where all does. */
    @Nullable String fault() {
        return Stream.concat(treeFaults(), referenceFaults()).findFirst().orElse(null);
    }

    // --- the tree ---

    private Stream<String> treeFaults() {
        return units.times().stream().flatMap(this::treeFaults);
    }

    private Stream<String> treeFaults(Instant time) {
        var tree = units.at(time);
        return units.histories().values().stream()
                .flatMap(history -> Stream.ofNullable(history.at(time)))
                .flatMap(unit -> {
                    var round = tree.cycle(unit.id());
                    if (!round.isEmpty()) {
                        return Stream.of(
                                "the units " + String.join(" > ", round) + " are each above the other" + since(time));
                    }
                    return unit.parent() == null
                            ? Stream.empty()
                            : Stream.ofNullable(missing("unit " + unit.id() + " has the parent", unit.parent(), time));
                });
    }

    /** What is wrong with naming a unit at a time; null where nothing is. */
    private @Nullable String missing(String who, String unit, Instant time) {
        var history = units.histories().get(unit);
        if (history == null) {
            return who + " `" + unit + "`, and no unit of that name was published";
        }
        var version = history.versionAt(time);
        return version != null && version.retired()
                ? who + " `" + unit + "`, which is retired" + since(version.effectiveFrom())
                : null;
    }

    private static String since(Instant time) {
        return time.equals(Instant.EPOCH) ? "" : " from " + time + " on";
    }

    // --- what names it ---

    private Stream<String> referenceFaults() {
        return references.entrySet().stream()
                .flatMap(entry -> entry.getValue().versions().stream()
                        .filter(version -> !version.retired())
                        .flatMap(version -> Stream.concat(
                                naming(entry.getKey(), entry.getValue(), version),
                                owned(entry.getKey(), entry.getValue(), version))));
    }

    private Stream<String> naming(String name, History<Reference> history, History.Version<Reference> version) {
        return version.value().units().flatMap(unit -> {
            var times = new TreeSet<>(version.moments());
            var known = units.histories().get(unit);
            if (known != null) {
                known.versions().forEach(it -> times.add(it.effectiveFrom()));
            }
            return times.stream()
                    .filter(time -> counts(history, version, time))
                    .flatMap(time -> Stream.ofNullable(missing(name + " names the unit", unit, time)));
        });
    }

    private Stream<String> owned(String name, History<Reference> history, History.Version<Reference> version) {
        var framework = references.get("framework " + version.value().framework());
        if (framework == null || !framework.anyVersion(it -> it.owner() != null)) {
            return Stream.empty(); // nearly always
        }
        var times = new TreeSet<>(version.moments());
        framework.versions().forEach(it -> times.add(it.effectiveFrom()));
        times.addAll(units.times());
        return times.stream()
                .filter(time -> counts(history, version, time))
                .flatMap(time -> Stream.ofNullable(beyond(name, version.value(), framework.at(time), time)));
    }

    /** What is wrong with assigning a framework at a time; null where nothing is. */
    private @Nullable String beyond(String name, Reference assignment, @Nullable Reference framework, Instant time) {
        @Nullable ScopeRef owner = framework == null ? null : framework.owner();
        if (owner == null) {
            return null;
        }
        var tree = units.at(time);
        return assignment.scopes().stream().allMatch(scope -> tree.holds(owner, scope))
                ? null
                : name + " is for more than `" + owner + "`, which owns the framework" + since(time);
    }

    private static boolean counts(History<Reference> history, History.Version<Reference> version, Instant time) {
        return version.value().countsAt(time) && version.equals(history.versionAt(time));
    }
}
