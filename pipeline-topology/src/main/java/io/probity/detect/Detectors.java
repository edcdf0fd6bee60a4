package io.probity.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a text once. Each place costs one look at its character; only where a value of some kind may begin is more looked at.
 */
public final class Detectors {
    /** A character of a word. */
    private static final byte WORD = 1;
    /** The same, with which something may begin. */
    private static final byte BEGINS_WORD = 2;
    /** What is no character of a word, and something may begin with it or lie around it. */
    private static final byte BEGINS = 3;

    private static final byte[] SORTS = sorts();

    private Detectors() {}

    private static byte[] sorts() {
        var sorts = new byte[128];
        for (char c = 0; c < 128; c++) {
            boolean begins = isDigit(c) || (c >= 'A' && c <= 'Z') || Secrets.mayBegin(c);
            sorts[c] = isWord(c) ? begins ? BEGINS_WORD : WORD : c == '@' || begins ? BEGINS : 0;
        }
        return sorts;
    }

    /** What is in a text, from left to right, none inside another. */
    public static List<Hit> in(CharSequence text) {
        @Nullable List<Hit> hits = null;
        int length = text.length();
        boolean boundary = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            byte sort = c < 128 ? SORTS[c] : 0;
            if (sort < BEGINS && (sort != BEGINS_WORD || !boundary)) {
                boundary = sort == 0;
                continue;
            }
            var hit = c == '@' ? Addresses.around(text, i) : boundary ? at(text, i, c) : null;
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
