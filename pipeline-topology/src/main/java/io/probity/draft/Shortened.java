package io.probity.draft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;

/** Long texts made short. A text that is within its bound is given back as it is. */
public final class Shortened {
    private static final String MARK = "…";
    private static final int DIGEST = 64;

    private Shortened() {}

    /** For people to read: the beginning, and a mark that there was more. */
    public static String words(String text, int most) {
        return text.length() <= most ? text : beginning(text, most - MARK.length()) + MARK;
    }

    /**
     * For comparing: the beginning, a mark and the SHA-256 of the whole in lower-case hex, so that two values that differ
     * still differ once they are short.
     *
     * @param most characters; 128 at least
     */
    public static String value(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var digest = EventDigest.hex(EventDigest.sha256(text.getBytes(UTF_8)));
        return beginning(text, most - MARK.length() - DIGEST) + MARK + digest;
    }

    /** The beginning alone. Never half of a surrogate pair, which has no canonical form and is no UTF-8. */
    public static String beginning(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
