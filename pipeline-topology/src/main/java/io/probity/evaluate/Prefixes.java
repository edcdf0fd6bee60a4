package io.probity.evaluate;

import com.google.common.base.Strings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who is found by a text that begins so, by the hashes of the prefixes, of which that of a longer one follows from that of a shorter: a text
 * is gone through once, and not copied. Immutable; the next one shares nothing but the texts, and is made by copying arrays.
 */
final class Prefixes {
    /** With which all of them begin: what does not is nobody's, and it is compared as a whole. */
    private final String stem;

    private final int hashOfStem;
    private final boolean[] lengths;
    private final String[] texts;
    private final int[][] places;
    private final int taken;

    private Prefixes(String stem, boolean[] lengths, String[] texts, int[][] places, int taken) {
        this.stem = stem;
        this.hashOfStem = stem.hashCode();
        this.lengths = lengths;
        this.texts = texts;
        this.places = places;
        this.taken = taken;
    }

    static Prefixes of(Map<String, int[]> placesByPrefix) {
        int longest = -1;
        for (var prefix : placesByPrefix.keySet()) {
            longest = Math.max(longest, prefix.length());
        }
        int slots = Integer.highestOneBit(Math.max(1, placesByPrefix.size())) << 2; // at most half full
        var prefixes = new Prefixes(
                stem(placesByPrefix.keySet()),
                new boolean[longest + 1],
                new String[slots],
                new int[slots][],
                placesByPrefix.size());
        placesByPrefix.forEach(prefixes::put);
        return prefixes;
    }

    private static String stem(Set<String> prefixes) {
        return prefixes.stream().reduce(Strings::commonPrefix).orElse("");
    }

    /** Before anybody else sees it. */
    private void put(String prefix, int[] its) {
        lengths[prefix.length()] = true;
        int slot = slotOf(prefix);
        texts[slot] = prefix;
        places[slot] = its;
    }

    /** These places for a prefix, known or new; where nobody is left, it stays until there is no room. */
    Prefixes with(String prefix, int[] its) {
        boolean known = texts[slotOf(prefix)] != null;
        if (!known && (taken + 1) * 2 > texts.length) {
            return grown(prefix, its);
        }
        var next = new Prefixes(
                taken == 0 ? prefix : Strings.commonPrefix(stem, prefix),
                Arrays.copyOf(lengths, Math.max(lengths.length, prefix.length() + 1)),
                texts.clone(),
                places.clone(),
                known ? taken : taken + 1);
        next.put(prefix, its);
        return next;
    }

    private Prefixes grown(String prefix, int[] its) {
        var all = new HashMap<String, int[]>();
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] != null && places[i].length > 0) {
                all.put(texts[i], places[i]);
            }
        }
        all.put(prefix, its);
        return of(all);
    }

    int[] of(String prefix) {
        int slot = slotOf(prefix);
        return texts[slot] == null ? Places.NONE : places[slot];
    }

    /** Where it is, or where it would be put. */
    private int slotOf(String prefix) {
        int slot = slot(prefix.hashCode());
        while (texts[slot] != null && !texts[slot].equals(prefix)) {
            slot = slot + 1 & texts.length - 1;
        }
        return slot;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & texts.length - 1;
    }

    /** With those whose prefix the text begins with. */
    int[] joined(int[] found, String text) {
        if (!text.startsWith(stem)) {
            return found;
        }
        int[] all = found;
        int hash = hashOfStem;
        int most = Math.min(lengths.length - 1, text.length());
        for (int length = stem.length(); length <= most; length++) {
            if (lengths[length]) {
                all = Places.joined(all, of(text, length, hash));
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
        return Places.NONE;
    }
}
