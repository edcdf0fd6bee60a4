package io.probity.evaluate;

import com.google.common.base.Strings;
import io.probity.evaluate.cel.Anchor;
import io.probity.evaluate.cel.Field;
import io.probity.evaluate.cel.Inputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The controls that listen to one type of event, and among them those that one event can concern. A control whose guards all ask that one
 * field be one of a few texts, or begin with one, is looked up by what the field says; of its anchors the one that it shares with the fewest
 * others. One that has none, or whose field is not there, is always among those to be judged. Immutable.
 */
final class Listeners {
    static final Listeners NONE = new Listeners(List.of());

    private static final int[] NOBODY = {};

    private final List<History<ControlVersion>> all;
    /** Places in {@code all} of those without an anchor, in order. */
    private final int[] unanchored;

    private final List<History<ControlVersion>> always;
    private final List<Table> tables;

    Listeners(List<History<ControlVersion>> all) {
        this.all = List.copyOf(all);
        var options = new ArrayList<List<Option>>(this.all.size());
        var sharing = new HashMap<Anchor.Key, Integer>();
        for (var history : this.all) { // in loops: the first change of a catalog finds nothing compiled
            var its = options(history);
            options.add(its);
            for (var option : its) {
                for (var key : option.keys()) {
                    sharing.merge(key, 1, Integer::sum);
                }
            }
        }
        var byField = new LinkedHashMap<Field, Map<Anchor.Key, List<Integer>>>();
        var none = new ArrayList<Integer>();
        for (int i = 0; i < options.size(); i++) {
            int place = i;
            narrowest(options.get(i), sharing)
                    .ifPresentOrElse(
                            option -> {
                                var keys = byField.computeIfAbsent(option.field(), field -> new HashMap<>());
                                option.keys()
                                        .forEach(key -> keys.computeIfAbsent(key, it -> new ArrayList<>())
                                                .add(place));
                            },
                            () -> none.add(place));
        }
        this.unanchored = places(none);
        this.always = at(unanchored);
        this.tables = byField.entrySet().stream()
                .map(entry -> Table.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** In the order of the log. */
    List<History<ControlVersion>> all() {
        return all;
    }

    /** Those that may have anything to say of an event, in the order of the log: of the others no guard holds. */
    List<History<ControlVersion>> concernedBy(Inputs inputs) {
        if (tables.isEmpty()) {
            return all;
        }
        int[] found = NOBODY;
        for (var table : tables) {
            var text = table.field().clear(inputs);
            if (text == null) {
                found = joined(found, table.members());
            } else {
                found = joined(table.exact().getOrDefault(text, NOBODY), found);
                found = table.prefixes().joined(found, text);
            }
        }
        if (found.length == 0) {
            return always;
        }
        int[] places = concat(found, unanchored);
        Arrays.sort(places);
        return at(places);
    }

    private static int[] joined(int[] some, int[] more) {
        return some.length == 0 ? more : more.length == 0 ? some : concat(some, more);
    }

    /** A new one. */
    private static int[] concat(int[] some, int[] more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
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

    // --- which anchor of which control ---

    /** One way to find a control: by all of these keys of one field. */
    private record Option(Field field, Set<Anchor.Key> keys) {
        int shared(Map<Anchor.Key, Integer> sharing) {
            int most = 0;
            for (var key : keys) {
                most = Math.max(most, sharing.getOrDefault(key, 0));
            }
            return most;
        }
    }

    private static Optional<Option> narrowest(Collection<Option> options, Map<Anchor.Key, Integer> sharing) {
        @Nullable Option best = null;
        int least = 0;
        for (var option : options) {
            int shared = option.shared(sharing);
            boolean nearer =
                    best != null && !best.field().isAtHand() && option.field().isAtHand();
            if (best == null || shared < least || (shared == least && nearer)) {
                best = option;
                least = shared;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * By fields of the event that every version's guard asks about; a version without such a guard is judged whatever the event. Nearly
     * all have one version, of which nothing is copied: a change asks all that listen to its types.
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
            options.add(new Option(entry.getKey(), entry.getValue()));
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

    private static int[] places(Collection<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Who is found by one field.
     *
     * @param members all of them, for an event that does not say
     */
    private record Table(Field field, Map<String, int[]> exact, Prefixes prefixes, int[] members) {

        static Table of(Field field, Map<Anchor.Key, List<Integer>> keys) {
            var exact = new HashMap<String, int[]>();
            var prefixes = new HashMap<String, int[]>();
            var members = new TreeSet<Integer>();
            keys.forEach((key, places) -> {
                (key.isPrefix() ? prefixes : exact).put(key.text(), places(places));
                members.addAll(places);
            });
            return new Table(field, exact, new Prefixes(prefixes), places(members));
        }
    }

    /** Prefixes by their hashes, of which that of a longer one follows from that of a shorter: a text is gone through once, and not copied. */
    private static final class Prefixes {
        /** With which all of them begin: what does not is nobody's, and it is compared as a whole. */
        private final String stem;

        private final int hashOfStem;
        private final boolean[] lengths;
        private final String[] texts;
        private final int[][] places;

        Prefixes(Map<String, int[]> placesByPrefix) {
            int longest = placesByPrefix.keySet().stream()
                    .mapToInt(String::length)
                    .max()
                    .orElse(-1);
            this.stem = stem(placesByPrefix.keySet());
            this.hashOfStem = stem.hashCode();
            this.lengths = new boolean[longest + 1];
            int slots = Integer.highestOneBit(Math.max(1, placesByPrefix.size())) << 2; // at most half full
            this.texts = new String[slots];
            this.places = new int[slots][];
            placesByPrefix.forEach((prefix, its) -> {
                lengths[prefix.length()] = true;
                int slot = slot(prefix.hashCode());
                while (texts[slot] != null) {
                    slot = slot + 1 & texts.length - 1;
                }
                texts[slot] = prefix;
                places[slot] = its;
            });
        }

        private static String stem(Set<String> prefixes) {
            return prefixes.stream().reduce(Strings::commonPrefix).orElse("");
        }

        private int slot(int hash) {
            return (hash ^ hash >>> 16) & texts.length - 1;
        }

        int[] joined(int[] found, String text) {
            if (!text.startsWith(stem)) {
                return found;
            }
            int[] all = found;
            int hash = hashOfStem;
            int most = Math.min(lengths.length - 1, text.length());
            for (int length = stem.length(); length <= most; length++) {
                if (lengths[length]) {
                    all = Listeners.joined(all, of(text, length, hash));
                }
                if (length < most) {
                    hash = 31 * hash + text.charAt(length); // as String.hashCode is defined
                }
            }
            return all;
        }

        private int[] of(String text, int length, int hash) {
            for (int slot = slot(hash); texts[slot] != null; slot = slot + 1 & texts.length - 1) {
                if (texts[slot].length() == length && text.startsWith(texts[slot])) {
                    return places[slot];
                }
            }
            return NOBODY;
        }
    }
}
