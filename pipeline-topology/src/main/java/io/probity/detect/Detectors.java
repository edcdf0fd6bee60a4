package io.probity.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a text once. Each place costs one look at its character; only where a value of some kind may begin is more looked at.
 */
public final class Detectors {
    private Detectors() {}

    /** What is in a text, from left to right, none inside another. */
    public static List<Hit> in(CharSequence text) {
        @Nullable List<Hit> hits = null;
        int length = text.length();
        boolean boundary = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            @Nullable Hit hit = null;
            if (c == '@') {
                hit = Addresses.around(text, i);
            } else if (boundary && c < 128) {
                hit = at(text, i, c);
            }
            if (hit == null) {
                boundary = !isWord(c);
                continue;
            }
            hits = hits == null ? new ArrayList<>(2) : hits;
            while (!hits.isEmpty() && hits.getLast().end() > hit.start()) {
                hits.removeLast(); // an address reaches back
            }
            hits.add(hit);
            i = hit.end() - 1;
            boundary = true;
        }
        return hits == null ? List.of() : hits;
    }

    private static @Nullable Hit at(CharSequence text, int i, char c) {
        if (c >= '0' && c <= '9') {
            return Cards.at(text, i);
        }
        var secret = Secrets.at(text, i, c);
        return secret == null && c >= 'A' && c <= 'Z' ? Ibans.at(text, i) : secret;
    }

    /** What a word is made of, so that what begins in the middle of one is no beginning. */
    static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
