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

    private static final Pattern TOKEN = Pattern.compile("token:\\d+:[0-9a-f]{32}");

    private ProtectedShape() {}

    /** Whether a text is a token, and not only holds one. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
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
