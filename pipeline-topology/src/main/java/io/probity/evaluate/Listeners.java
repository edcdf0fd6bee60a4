package io.probity.evaluate;

import io.probity.evaluate.cel.Anchor;
import io.probity.evaluate.cel.Field;
import io.probity.evaluate.cel.Inputs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The controls that listen to one type of event, and among them those that one event can concern. A control whose guards all ask that one
 * field be one of a few texts, or begin with one, is looked up by what the field says; of its anchors the one that it shares with the fewest
 * others. One that has none, or whose field is not there, is always among those to be judged. Immutable.
 */
final class Listeners {
    static final Listeners NONE = new Listeners(List.of(), Map.of(), List.of(), Map.of(), Places.NONE, List.of());

    private final List<History<ControlVersion>> all;
    /** Places in {@code all}, by id. */
    private final Map<String, Integer> placeOf;
    /** By place: what each is looked up by. */
    private final List<Option> chosen;
    /** How many can be looked up by a key. */
    private final Map<Anchor.Key, Integer> sharing;
    /** Places in {@code all} of those without an anchor, in order. */
    private final int[] unanchored;

    private final List<History<ControlVersion>> always;
    private final List<AnchorTable> tables;

    private Listeners(
            List<History<ControlVersion>> all,
            Map<String, Integer> placeOf,
            List<Option> chosen,
            Map<Anchor.Key, Integer> sharing,
            int[] unanchored,
            List<AnchorTable> tables) {
        this.all = all;
        this.placeOf = placeOf;
        this.chosen = chosen;
        this.sharing = sharing;
        this.unanchored = unanchored;
        this.always = at(unanchored);
        this.tables = tables;
    }

    /** Of controls in the order of the log, each looked up by the best of its anchors. */
    static Listeners of(List<History<ControlVersion>> all) {
        var placeOf = new HashMap<String, Integer>();
        var options = new ArrayList<List<Option>>(all.size());
        var sharing = new HashMap<Anchor.Key, Integer>();
        for (var history : all) {
            placeOf.put(history.latest().id(), placeOf.size());
            var its = options(history);
            options.add(its);
            its.forEach(option -> option.keys().forEach(key -> sharing.merge(key, 1, Integer::sum)));
        }
        var byField = new LinkedHashMap<Field, Map<Anchor.Key, List<Integer>>>();
        var unanchored = new ArrayList<Integer>();
        var chosen = new ArrayList<Option>(all.size());
        for (int i = 0; i < options.size(); i++) {
            int place = i;
            var option = narrowest(options.get(i), sharing);
            chosen.add(option);
            if (option.field() == null) {
                unanchored.add(place);
            } else {
                var keys = byField.computeIfAbsent(option.field(), field -> new HashMap<>());
                option.keys()
                        .forEach(key -> keys.computeIfAbsent(key, it -> new ArrayList<>())
                                .add(place));
            }
        }
        var tables = byField.entrySet().stream()
                .map(entry -> AnchorTable.of(entry.getKey(), entry.getValue()))
                .toList();
        return new Listeners(List.copyOf(all), placeOf, chosen, sharing, Places.of(unanchored), tables);
    }

    /** In the order of the log. */
    List<History<ControlVersion>> all() {
        return all;
    }

    boolean contain(String control) {
        return placeOf.containsKey(control);
    }

    /** Those that may have anything to say of an event, in the order of the log: of the others no guard holds. */
    List<History<ControlVersion>> concernedBy(Inputs inputs) {
        if (tables.isEmpty()) {
            return all;
        }
        int[] found = Places.NONE;
        for (int i = 0; i < tables.size(); i++) { // a plain loop: this runs for every event
            found = tables.get(i).joined(found, inputs);
        }
        return found.length == 0 ? always : at(Places.merged(found, unanchored));
    }

    private List<History<ControlVersion>> at(int[] places) {
        var these = new ArrayList<History<ControlVersion>>(places.length);
        int before = -1;
        for (int place : places) { // sorted; one whose versions differ may be found by two keys
            if (place != before) {
                these.add(all.get(place));
                before = place;
            }
        }
        return these;
    }

    // --- one of them changes ---

    /**
     * With a later history of a control that is among them, or with one more, which comes last in the log. The others are looked up by what
     * they were, though another of their anchors may be shared with fewer now: going through all of them would hold the stream thread up.
     */
    Listeners with(History<ControlVersion> history) {
        var id = history.latest().id();
        var known = placeOf.get(id);
        int place = known == null ? all.size() : known;
        var shared = new HashMap<>(sharing);
        if (known != null) {
            options(all.get(place)).forEach(it -> it.keys().forEach(key -> shared.merge(key, -1, Listeners::sum)));
        }
        var options = options(history);
        options.forEach(it -> it.keys().forEach(key -> shared.merge(key, 1, Integer::sum)));
        var before = known == null ? Option.NONE : chosen.get(place);
        var after = narrowest(options, shared);
        return new Listeners(
                with(all, place, history),
                known == null ? with(placeOf, id, place) : placeOf,
                with(chosen, place, after),
                shared,
                after.field() == null ? Places.with(unanchored, place) : Places.without(unanchored, place),
                changed(place, before, after));
    }

    private static @Nullable Integer sum(int one, int other) {
        int sum = one + other;
        return sum == 0 ? null : sum;
    }

    private static <T> List<T> with(List<T> list, int place, T item) {
        var all = new ArrayList<T>(list.size() + 1);
        all.addAll(list);
        if (place == all.size()) {
            all.add(item);
        } else {
            all.set(place, item);
        }
        return Collections.unmodifiableList(all);
    }

    private static Map<String, Integer> with(Map<String, Integer> places, String id, int place) {
        var all = new HashMap<>(places);
        all.put(id, place);
        return all;
    }

    private List<AnchorTable> changed(int place, Option before, Option after) {
        var changed = new ArrayList<AnchorTable>(tables.size() + 1);
        boolean found = false;
        for (var table : tables) {
            var gone = before.keysOf(table.field());
            var come = after.keysOf(table.field());
            found |= !come.isEmpty();
            var next = gone.equals(come) ? table : table.changed(place, gone, come);
            if (next.members().length > 0) {
                changed.add(next);
            }
        }
        if (!found && after.field() != null) {
            changed.add(AnchorTable.of(after.field(), Map.of()).changed(place, Set.of(), after.keys()));
        }
        return changed;
    }

    // --- which anchor of which control ---

    /**
     * One way to find a control: by all of these keys of one field.
     *
     * @param field null: it is found by nothing
     */
    private record Option(@Nullable Field field, Set<Anchor.Key> keys) {
        static final Option NONE = new Option(null, Set.of());

        Set<Anchor.Key> keysOf(Field of) {
            return of.equals(field) ? keys : Set.of();
        }

        boolean isAtHand() {
            return field != null && field.isAtHand();
        }

        int shared(Map<Anchor.Key, Integer> sharing) {
            int most = 0;
            for (var key : keys) {
                most = Math.max(most, sharing.getOrDefault(key, 0));
            }
            return most;
        }
    }

    private static Option narrowest(Collection<Option> options, Map<Anchor.Key, Integer> sharing) {
        var best = Option.NONE;
        int least = Integer.MAX_VALUE;
        for (var option : options) {
            int shared = option.shared(sharing);
            if (shared < least || (shared == least && option.isAtHand() && !best.isAtHand())) {
                best = option;
                least = shared;
            }
        }
        return best;
    }

    /**
     * By fields of the event that every version's guard asks about; a version without such a guard is judged whatever the event. Nearly
     * all have one version, of which nothing is copied.
     */
    private static List<Option> options(History<ControlVersion> history) {
        @Nullable Map<Field, Set<Anchor.Key>> common = null;
        for (var version : history.versions()) {
            if (!version.retired()) {
                var guard = version.value().guard();
                var keys = guard == null ? Map.<Field, Set<Anchor.Key>>of() : guard.keys();
                common = common == null ? keys : ofBoth(common, keys);
            }
        }
        if (common == null || common.isEmpty()) {
            return List.of();
        }
        var options = new ArrayList<Option>(common.size());
        for (var entry : common.entrySet()) {
            if (!entry.getValue()
                    .isEmpty()) { // a field that is to be one of no texts may still be missing, and that is said
                options.add(new Option(entry.getKey(), entry.getValue()));
            }
        }
        return options;
    }

    private static Map<Field, Set<Anchor.Key>> ofBoth(
            Map<Field, Set<Anchor.Key>> some, Map<Field, Set<Anchor.Key>> more) {
        var both = new LinkedHashMap<Field, Set<Anchor.Key>>();
        some.forEach((field, keys) -> {
            var others = more.get(field);
            if (others != null) {
                both.put(field, Stream.concat(keys.stream(), others.stream()).collect(Collectors.toUnmodifiableSet()));
            }
        });
        return both;
    }
}
