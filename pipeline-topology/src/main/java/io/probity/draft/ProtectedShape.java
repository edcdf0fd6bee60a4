package io.probity.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The two shapes that a protected value has in JSON, docs/canonical-form.md: {@code {"e":1,"t":"…"}} and {@code {"c":"…","k":"…"}}; and a
 * token as the text that expressions see.
 */
public final class ProtectedShape {
    /** Before the epoch in a token's text. */
    public static final String PREFIX = "token:";

    /** Of a token's 128 bits in lower-case hex. */
    public static final int DIGITS = 32;

    private ProtectedShape() {}

    /** Whether a text is a token, and not only holds one. */
    public static boolean isToken(String text) {
        return isTokenAt(text, 0) && text.length() == endOfToken(text, 0);
    }

    /** Whether a token begins at a place of a text; what another digit follows is none. */
    public static boolean isTokenAt(String text, int at) {
        // by no pattern: it is asked of every text that is compared
        if (!text.startsWith(PREFIX, at)) {
            return false;
        }
        int colon = text.indexOf(':', at + PREFIX.length());
        if (colon <= at + PREFIX.length()) {
            return false;
        }
        for (int i = at + PREFIX.length(); i < colon; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        int end = colon + 1 + DIGITS;
        return isHex(text, colon + 1, end) && !isHex(text, end, end + 1);
    }

    /** The place behind the token that {@linkplain #isTokenAt begins} at a place. */
    public static int endOfToken(String text, int at) {
        return text.indexOf(':', at + PREFIX.length()) + 1 + DIGITS;
    }

    /** Whether a text is what a token has behind its epoch. */
    public static boolean isDigits(String text) {
        return text.length() == DIGITS && isHex(text, 0, DIGITS);
    }

    private static boolean isHex(String text, int from, int to) {
        if (to > text.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Whether an object has one of them. */
    public static boolean isOf(ObjectNode object) {
        if (object.size() != 2) {
            return false;
        }
        var token = object.get("t");
        var key = object.get("k");
        var cipher = object.get("c");
        return (token != null && object.has("e") && token.isTextual() && isDigits(token.textValue()))
                || (key != null && cipher != null && key.isTextual() && cipher.isTextual());
    }
}
