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
            sorts[c] =
                    isWord(c) ? begins ? BEGINS_WORD : WORD : c == '@' || c == '\\' || c == '%' || begins ? BEGINS : 0;
        }
        return sorts;
    }

    /**
     * What is in a text. Secrets come from left to right and never overlap. One may lie inside an address, and both are told then: an
     * address must not hide what may never be kept.
     */
    public static List<Hit> in(CharSequence text) {
        @Nullable List<Hit> hits = null;
        int length = text.length();
        boolean boundary = true;
        int escaped = -1; // behind what stands for one character
        int addressed = 0; // the end of an address
        int run = 0; // the end of what was taken for the first part of a JWT
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            byte sort = c < 128 ? SORTS[c] : 0;
            if (sort < BEGINS && (sort != BEGINS_WORD || !(boundary || i == escaped))) {
                boundary = sort == 0;
                continue;
            }
            boundary = !isWord(c);
            @Nullable Hit hit = null;
            if (c == '@') {
                hit = Addresses.around(text, i, hits == null ? null : hits.getLast());
            } else if (c == '\\' || c == '%') {
                escaped = i + escape(text, i, c);
            } else if (c != 'e') {
                hit = at(text, i, c);
            } else if (i >= run && Secrets.beginsJwt(text, i)) {
                run = Secrets.run(text, i); // many may begin in it, and what the first is not, none of them is
                hit = Secrets.jwt(text, i, run);
            }
            if (hit == null || (i < addressed && !hit.kind().isSecret())) {
                continue;
            }
            hits = hits == null ? new ArrayList<>(2) : hits;
            if (hit.kind() == Kind.EMAIL) {
                while (!hits.isEmpty()
                        && hits.getLast().end() > hit.start()
                        && !hits.getLast().kind().isSecret()) {
                    hits.removeLast(); // an address reaches back
                }
                addressed = hit.end(); // and is looked through to its end
            } else {
                i = hit.end() - 1;
                boundary = true;
            }
            hits.add(hit);
        }
        return hits == null ? List.of() : hits;
    }

    /** How long an escape is that ends in what looks like a word: a backslash and n, a backslash, u and four digits, {@code %3D}. */
    private static int escape(CharSequence text, int i, char c) {
        if (c == '%') {
            return 3;
        }
        return i + 1 < text.length() && text.charAt(i + 1) == 'u' ? 6 : 2;
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
