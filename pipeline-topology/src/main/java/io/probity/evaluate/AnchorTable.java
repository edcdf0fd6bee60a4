package io.probity.evaluate;

import com.google.common.collect.Sets;
import io.probity.evaluate.cel.Anchor;
import io.probity.evaluate.cel.Field;
import io.probity.evaluate.cel.Inputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is found by one field. Immutable.
 *
 * @param exact places of those that ask it to be a text, by the text
 * @param members all of them, for an event that does not say
 */
record AnchorTable(Field field, Map<String, int[]> exact, Prefixes prefixes, int[] members) {

    static AnchorTable of(Field field, Map<Anchor.Key, List<Integer>> keys) {
        var exact = new HashMap<String, int[]>();
        var prefixes = new HashMap<String, int[]>();
        var members = new TreeSet<Integer>();
        keys.forEach((key, places) -> {
            (key.isPrefix() ? prefixes : exact).put(key.text(), Places.of(places));
            members.addAll(places);
        });
        return new AnchorTable(field, exact, Prefixes.of(prefixes), Places.of(members));
    }

    int[] joined(int[] found, Inputs inputs) {
        var text = field.clear(inputs);
        return text == null
                ? Places.joined(found, members)
                : prefixes.joined(Places.joined(exact.getOrDefault(text, Places.NONE), found), text);
    }

    /** Found by these keys and by no other: what held of the place before is taken away with the keys that it had. */
    AnchorTable changed(int place, Set<Anchor.Key> before, Set<Anchor.Key> after) {
        var texts = new HashMap<>(exact);
        var begins = prefixes;
        for (var key : Sets.union(before, after)) {
            var text = key.text();
            int[] known = key.isPrefix() ? begins.of(text) : texts.getOrDefault(text, Places.NONE);
            int[] its = after.contains(key) ? Places.with(known, place) : Places.without(known, place);
            if (its.length == known.length) {
                continue; // it was found by this key, and is
            }
            if (key.isPrefix()) {
                begins = begins.with(text, its);
            } else if (its.length == 0) {
                texts.remove(text);
            } else {
                texts.put(text, its);
            }
        }
        return new AnchorTable(
                field, texts, begins, after.isEmpty() ? Places.without(members, place) : Places.with(members, place));
    }
}
