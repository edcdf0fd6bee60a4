package io.probity.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * The two shapes that a protected value has in JSON, docs/canonical-form.md: {@code {"e":1,"t":"…"}} and {@code {"c":"…","k":"…"}}; and a
 * token as the text that expressions see.
 */
public final class ProtectedShape {
    /** 128 bits in lower-case hex. */
    private static final Pattern T = Pattern.compile("[0-9a-f]{32}");

    /** Before the epoch in a token's text. */
    private static final String PREFIX = "token:";

    private static final int DIGITS = 32;

    private ProtectedShape() {}

    /** Whether a text is a token, and not only holds one. */
    public static boolean isToken(String text) {
        // by no pattern: it is asked of every text that is compared
        int t = text.indexOf(':', PREFIX.length()) + 1;
        if (!text.startsWith(PREFIX) || t < PREFIX.length() + 2 || text.length() != t + DIGITS) {
            return false;
        }
        for (int i = PREFIX.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            boolean decimal = c >= '0' && c <= '9';
            if (i == t - 1 ? c != ':' : !(decimal || (i >= t && c >= 'a' && c <= 'f'))) {
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
        return (token != null
                        && object.has("e")
                        && token.isTextual()
                        && T.matcher(token.textValue()).matches())
                || (key != null && cipher != null && key.isTextual() && cipher.isTextual());
    }
}
