package io.probity.canonical;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.Protected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;

/**
 * Free-form JSON in one form only: members sorted by UTF-16 code unit, no white space, the escapes of RFC 8785, null
 * members kept (unlike in the canonical form of an event, a provider's null may mean something).
 *
 * <p>In two things it is kinder than RFC 8785, since it must hold whatever a provider sends and free-form JSON travels
 * inside a string, so that no other program ever needs to reproduce these rules to check a digest:
 *
 * <ul>
 *   <li>Numbers keep every digit, where RFC 8785 would round them to doubles: a provider's 64-bit id must survive. A number
 *       is written without exponent, sign of zero, or trailing zeros of its fraction. Of more than 80 digits, or more
 *       than 40 places from its last digit to the point, it has the form of {@link BigDecimal#toString} instead, so that
 *       {@code 1e999999999} stays thirteen characters.
 *   <li>A surrogate without its pair, which RFC 8785 forbids, is written as the escape (<code>&#92;ud83d</code>) that it
 *       must have come as: nobody can keep an event out of the log by half an emoji.
 * </ul>
 *
 * <p>Depth is the reader's business: Jackson stops at 1,000 levels, well within a thread's stack.
 */
public final class CanonicalJson {
    private static final int PLAIN_DIGITS = 40;
    /** Of a number written as d.ddd × 10^exponent; a margin from the end of BigDecimal's range. */
    private static final long MOST_EXPONENT = 999_999_999;

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build()
            .readerFor(JsonNode.class);

    private CanonicalJson() {}

    /** A protected value as the canonical form of an event writes it: what it has of k, c, e and t, its bytes in base64url. */
    public static ObjectNode of(Protected hidden) {
        var shape = JsonNodeFactory.instance.objectNode();
        if (hidden.getK() != null) {
            shape.put("k", hidden.getK());
        }
        if (hidden.getC() != null) {
            var bytes = EventDigest.bytes(hidden.getC());
            shape.put("c", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        if (hidden.getE() != null) {
            shape.put("e", hidden.getE());
        }
        if (hidden.getT() != null) {
            shape.put("t", hidden.getT());
        }
        return shape;
    }

    /**
     * Reads JSON text so that nothing is lost: floats as decimals. A reader of default settings makes doubles of them.
     *
     * @throws JsonProcessingException if it is not exactly one JSON value, is nested deeper than 1,000 levels, has a number
     *     of more than 1,000 characters, or an object with the same member twice (of which programs would choose
     *     differently)
     */
    public static JsonNode read(String json) throws JsonProcessingException {
        try {
            return READER.readTree(json);
        } catch (NumberFormatException | ArithmeticException e) { // Jackson lets BigDecimal's own refusal through
            throw new JsonParseException(null, "a number beyond every range", e);
        }
    }

    /**
     * The one text of a JSON value.
     *
     * @throws CanonicalFormException if a number has an exponent of more than nine digits, or is a double that is not finite
     * @throws IllegalArgumentException if a node is not a JSON value: missing, binary, or a Java object
     */
    public static String text(JsonNode value) {
        var out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    /** The same behind what is there already. */
    public static void append(JsonNode value, StringBuilder out) {
        write(value, out);
    }

    /** A string or a member's name behind what is there already, in quotes. */
    public static void append(String text, StringBuilder out) {
        writeString(text, out);
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, out);
            case ARRAY -> writeArray(value, out);
            case STRING -> writeString(value.textValue(), out);
            case NUMBER -> writeNumber(value, out);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            case MISSING, BINARY, POJO ->
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
        BigDecimal exact = exact(number);
        if (exact.signum() == 0) {
            out.append('0');
            return;
        }
        requireNineDigitExponent(exact); // before stripping: at the end of int's range that overflows
        BigDecimal stripped = exact.stripTrailingZeros();
        boolean plain = Math.abs(stripped.scale()) <= PLAIN_DIGITS && stripped.precision() <= 2 * PLAIN_DIGITS;
        out.append(plain ? stripped.toPlainString() : stripped.toString());
    }

    private static BigDecimal exact(JsonNode number) {
        if ((number.isDouble() || number.isFloat()) && !Double.isFinite(number.doubleValue())) {
            throw new CanonicalFormException("number", "does not fit a double; read it with CanonicalJson.read");
        }
        return number.decimalValue();
    }

    private static void requireNineDigitExponent(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale() - 1;
        if (Math.abs(exponent) > MOST_EXPONENT) {
            throw new CanonicalFormException("number", "has an exponent of more than nine digits");
        }
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        int plain = plain(text);
        out.append(text, 0, plain); // mostly all of it, and at once
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                writeCharacter(c, out);
            }
        }
        out.append('"');
    }

    /** How many characters from the beginning are written as they are. */
    private static int plain(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return i;
            }
        }
        return length;
    }

    /** As RFC 8785: two characters where JSON has such an escape, \\u00xx for other controls, all else as it is. */
    private static void writeCharacter(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || Character.isSurrogate(c)) {
                    writeEscape(c, out);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static void writeEscape(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX[c >> shift & 0xf]);
        }
    }
}
