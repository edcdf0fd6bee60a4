package io.probity.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;

/**
 * Free-form JSON in one form only: members sorted by UTF-16 code unit, no white space, the escapes of RFC 8785, null
 * members kept (unlike in the canonical form of an event, a provider's null may mean something).
 *
 * <p>Numbers keep every digit: RFC 8785 would round them to doubles, and a provider's 64-bit id must survive. A number is
 * written without exponent, sign of zero, or trailing zeros of its fraction; beyond 40 digits before or after the point it
 * keeps {@link BigDecimal}'s own exponent form. Free-form JSON travels inside a string, so no other program ever needs to
 * reproduce this rule to check a digest.
 */
public final class CanonicalJson {
    private static final int PLAIN_DIGITS = 40;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /** The one text of a JSON value. */
    public static String text(JsonNode value) {
        var out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, out);
            case ARRAY -> writeArray(value, out);
            case STRING -> writeString(value.textValue(), out);
            case NUMBER -> writeNumber(value, out);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL, MISSING -> out.append("null");
            case BINARY, POJO ->
                throw new IllegalArgumentException(
                        "not a JSON value: " + value.getNodeType() + "; parse it from JSON text first");
        }
    }

    private static void writeObject(JsonNode object, StringBuilder out) {
        var names = new ArrayList<String>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        Collections.sort(names); // String order is UTF-16 order, which RFC 8785 asks for
        char before = '{';
        for (var name : names) {
            out.append(before);
            writeString(name, out);
            out.append(':');
            write(object.get(name), out);
            before = ',';
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(JsonNode array, StringBuilder out) {
        char before = '[';
        for (var item : array) {
            out.append(before);
            write(item, out);
            before = ',';
        }
        out.append(array.isEmpty() ? "[]" : "]");
    }

    private static void writeNumber(JsonNode number, StringBuilder out) {
        if (number.isIntegralNumber() && number.canConvertToLong()) {
            out.append(number.longValue());
            return;
        }
        BigDecimal exact = number.decimalValue();
        if (exact.signum() == 0) {
            out.append('0');
            return;
        }
        BigDecimal stripped = exact.stripTrailingZeros();
        boolean plain = Math.abs(stripped.scale()) <= PLAIN_DIGITS && stripped.precision() <= 2 * PLAIN_DIGITS;
        out.append(plain ? stripped.toPlainString() : stripped.toString());
    }

    /**
     * Writes a JSON string as RFC 8785 does: the two-character escapes where JSON has one, {@code \\u00xx} for other
     * control characters, everything else as it is.
     */
    static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
