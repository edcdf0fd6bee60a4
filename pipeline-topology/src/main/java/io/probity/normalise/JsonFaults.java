package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.model.Reason;
import io.probity.normalise.JsonText.Unreadable;
import org.jspecify.annotations.Nullable;

/** What a JSON parser lets pass and a canonical form cannot bear. */
final class JsonFaults {
    private JsonFaults() {}

    /** The first fault in a value, or null. */
    static @Nullable Unreadable in(JsonNode value) {
        if (value.isTextual()) {
            return inText(value.textValue());
        }
        if (value.isNumber()) {
            return inNumber(value);
        }
        for (var member : value.properties()) {
            var fault = inText(member.getKey());
            if (fault != null) {
                return fault;
            }
        }
        for (var child : value) {
            var fault = in(child);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable Unreadable inText(String text) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return new Unreadable(
                        Reason.MALFORMED_ENCODING,
                        "half of a surrogate pair, \\u" + Integer.toHexString(point) + ", stands alone in a string");
            }
            i += Character.charCount(point);
        }
        return null;
    }

    private static @Nullable Unreadable inNumber(JsonNode number) {
        if (!number.isBigDecimal()) {
            return null;
        }
        // Zeros of the coefficient count too: 100e998 is 1e1000.
        long power =
                (long) number.decimalValue().precision() - number.decimalValue().scale();
        return Math.abs(power) <= JsonReader.MAX_EXPONENT
                        && Math.abs((long) number.decimalValue().scale()) <= 2L * JsonReader.MAX_EXPONENT
                ? null
                : new Unreadable(Reason.TOO_LARGE, "a number beyond 10 to the power of ±" + JsonReader.MAX_EXPONENT);
    }
}
