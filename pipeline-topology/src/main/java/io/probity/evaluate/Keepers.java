package io.probity.evaluate;

import io.probity.evaluate.catalog.Trigger;
import io.probity.evaluate.cel.Inputs;
import io.probity.model.AuditEvent;
import io.probity.model.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The few controls that do more than judge the event before them: those that keep earlier events, that wait for later ones, or that the
 * clock moves. Immutable.
 *
 * @param recalling by event type, by {@code prefix.*} and by {@code *}: the controls that any version of which recalls it
 * @param following the same of what must follow events that they judge
 * @param timed of which any version is moved by the clock, in the order of the log
 */
record Keepers(ByType recalling, ByType following, List<History<ControlVersion>> timed) {
    static final Keepers NONE = new Keepers(new ByType(Map.of(), false), new ByType(Map.of(), false), List.of());

    /**
     * Controls by what they name.
     *
     * @param patterns whether any name means several types
     */
    record ByType(Map<String, List<History<ControlVersion>>> controls, boolean patterns) {
        static ByType of(Map<String, List<History<ControlVersion>>> controls) {
            return new ByType(controls, controls.keySet().stream().anyMatch(name -> name.endsWith(Trigger.ANY)));
        }

        boolean isEmpty() {
            return controls.isEmpty();
        }

        boolean names(String type) {
            return controls.containsKey(type)
                    || (patterns
                            && (controls.containsKey(Trigger.patternOf(type)) || controls.containsKey(Trigger.ANY)));
        }

        /** Each control once, however many of its names mean the type. */
        Collection<History<ControlVersion>> naming(String type) {
            var byId = new LinkedHashMap<String, History<ControlVersion>>();
            for (var name : List.of(type, Trigger.patternOf(type), Trigger.ANY)) {
                for (var history : controls.getOrDefault(name, List.of())) {
                    byId.put(history.latest().id(), history);
                }
            }
            return byId.values();
        }
    }

    /**
     * After a publish.
     *
     * @param controls all, in the order of the log
     * @param changed ids of those with a version more
     */
    Keepers with(Map<String, History<ControlVersion>> controls, Set<String> changed) {
        for (var id : changed) {
            if (isOne(Objects.requireNonNull(controls.get(id), id))) {
                return of(controls.values());
            }
        }
        return this; // nearly always, and a publish holds the stream thread for as long as this takes
    }

    private static boolean isOne(History<ControlVersion> history) {
        return history.anyVersion(version ->
                !version.recalls().isEmpty() || version.follow() != null || version.timed() || version.goesStale());
    }

    private static Keepers of(Collection<History<ControlVersion>> controls) {
        var recalling = new HashMap<String, List<History<ControlVersion>>>();
        var following = new HashMap<String, List<History<ControlVersion>>>();
        var timed = new ArrayList<History<ControlVersion>>();
        for (var history : controls) { // plain loops: streams are dear the first time
            boolean moved = false;
            var recalled = new LinkedHashSet<String>();
            var followers = new LinkedHashSet<String>();
            for (var version : history.versions()) {
                var control = version.value();
                moved |= control.timed() || control.goesStale();
                for (var recall : control.recalls()) {
                    recalled.addAll(recall.definition().events());
                }
                if (control.follow() != null) {
                    followers.addAll(control.follow().definition().events());
                }
            }
            if (moved) {
                timed.add(history);
            }
            recalled.forEach(name ->
                    recalling.computeIfAbsent(name, it -> new ArrayList<>(1)).add(history));
            followers.forEach(name ->
                    following.computeIfAbsent(name, it -> new ArrayList<>(1)).add(history));
        }
        return new Keepers(ByType.of(recalling), ByType.of(following), List.copyOf(timed));
    }

    // --- what they do with an event ---

    /**
     * Keeps what the controls recall of an event, each by its version of the event's own time; before it is judged.
     *
     * @return UNKNOWN for each control that keeps no more groups, for the first time
     */
    List<Judgement> keep(AuditEvent event, Inputs inputs, Recollection recollection, Units units) {
        var full = new ArrayList<Judgement>(0);
        for (var history : recalling.naming(event.getEventType())) {
            var control = history.at(event.getEffective());
            if (control != null && !control.recalls().isEmpty()) {
                inputs.with(control.paramsIn(event.getScope(), units, event.getEffective()));
                recollection
                        .keep(control, event, inputs, history)
                        .forEach(recall -> full.add(
                                full(control, "recall." + recall.definition().name())));
            }
        }
        return full;
    }

    /**
     * Keeps what may follow an event that has not come in yet, for each version by which an event may be judged that this one follows;
     * after it is judged, since no event follows itself.
     *
     * @return UNKNOWN for each control that keeps no more groups, for the first time
     */
    List<Judgement> keepFollower(AuditEvent event, Inputs inputs, Recollection recollection, Units units) {
        var full = new ArrayList<Judgement>(0);
        var at = event.getEffective();
        for (var history : following.naming(event.getEventType())) {
            var kept = new HashSet<String>();
            for (var version : history.versions()) {
                var control = version.value();
                var follow = control.follow();
                if (follow == null
                        || version.retired()
                        || !follow.definition().hears(event.getEventType())
                        || !history.heldWithin(
                                version, at.minus(follow.definition().within()), at)
                        || !kept.add(follow.id())) {
                    continue;
                }
                inputs.with(control.paramsIn(event.getScope(), units, at));
                var since = Recollection.begun(history, control, follow);
                if (recollection.keepFollower(follow, control, event, inputs, since)) {
                    full.add(full(control, "followedBy"));
                }
            }
        }
        return full;
    }

    private static Judgement full(ControlVersion control, String what) {
        return new Judgement(
                control,
                Status.UNKNOWN,
                Crowd.words() + ": of `" + what + "` events of other groups are kept for nobody until some of these go",
                List.of(),
                List.of());
    }
}
