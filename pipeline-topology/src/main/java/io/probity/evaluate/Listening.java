package io.probity.evaluate;

import io.probity.evaluate.catalog.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who listens to which type of event. Immutable.
 *
 * @param byType by event type, by {@code prefix.*} and by {@code *}: the controls that any version of which it triggers
 */
record Listening(Map<String, Listeners> byType) {
    static final Listening NONE = new Listening(Map.of());

    /** More controls than this change at once, and all that listen to their types are looked through: else these alone. */
    private static final int FEW = 8;

    /** The controls that listen to a type. */
    Listeners to(String eventType) {
        var known = byType.get(eventType);
        if (known == null) {
            known = byType.get(Trigger.patternOf(eventType));
        }
        return known == null ? byType.getOrDefault(Trigger.ANY, Listeners.NONE) : known;
    }

    /**
     * After a publish. Only of the types that changed, and of these nothing but what changed: a change of one control among thousands
     * holds nobody up.
     *
     * @param controls all, in the order of the log
     * @param changed ids of those with a version more
     * @param added which of these are new
     */
    Listening with(Map<String, History<ControlVersion>> controls, Set<String> changed, Set<String> added) {
        var all = new HashMap<>(byType);
        var anew = new HashSet<String>(); // types of which each control is to be asked
        for (var id : changed) {
            var history = Objects.requireNonNull(controls.get(id), id);
            var names = new LinkedHashSet<String>();
            history.versions().forEach(version -> names.addAll(version.value().types()));
            for (var name : names) {
                if (!all.containsKey(name)) {
                    all.put(name, to(name)); // who listened to it by a pattern, or to all
                    if (changed.size() > 1) {
                        anew.add(name); // which others of this publish may have come to do
                    }
                }
            }
            for (var type : meantBy(names, all.keySet())) {
                var listeners = Objects.requireNonNull(all.get(type), type);
                if (changed.size() > FEW || !(listeners.contain(id) || added.contains(id))) {
                    anew.add(type); // one that was there already comes to a type it did not listen to: not the last in
                    // the log
                } else if (!anew.contains(type)) {
                    all.put(type, listeners.with(history));
                }
            }
        }
        if (!anew.isEmpty()) {
            listening(controls.values(), anew).forEach((type, its) -> all.put(type, Listeners.of(its)));
        }
        return new Listening(Collections.unmodifiableMap(all));
    }

    /** What is known of types that triggers name: these, those of a pattern, or all. */
    private static Collection<String> meantBy(Set<String> names, Set<String> known) {
        if (names.contains(Trigger.ANY)) {
            return Set.copyOf(known);
        }
        var meant = new LinkedHashSet<String>();
        for (var name : names) {
            meant.add(name);
            if (name.endsWith(Trigger.ANY)) {
                known.stream()
                        .filter(type -> Trigger.patternOf(type).equals(name))
                        .forEach(meant::add);
            }
        }
        return meant;
    }

    /** Who listens to each of these types, in the order of the log; one look at each control, however many types there are. */
    private static Map<String, List<History<ControlVersion>>> listening(
            Collection<History<ControlVersion>> controls, Set<String> wanted) {
        var byName = new HashMap<String, List<String>>(); // what a trigger may say, and the types that it means
        for (var type : wanted) {
            Stream.of(type, Trigger.patternOf(type), Trigger.ANY)
                    .distinct()
                    .forEach(name -> byName.computeIfAbsent(name, it -> new ArrayList<>())
                            .add(type));
        }
        var listening = new HashMap<String, List<History<ControlVersion>>>();
        for (var history : controls) {
            var types = new LinkedHashSet<String>();
            for (var version : history.versions()) {
                for (var name : version.value().types()) {
                    types.addAll(byName.getOrDefault(name, List.of()));
                }
            }
            for (var type : types) {
                listening.computeIfAbsent(type, it -> new ArrayList<>()).add(history);
            }
        }
        return listening;
    }
}
