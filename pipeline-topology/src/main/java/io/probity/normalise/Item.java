package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One provider object while it is being read: what is asked for is given where it is there, and what cannot be read as asked
 * leaves a warning at the draft. Blank text counts as absent.
 *
 * @param object the provider's object; never changed
 */
public record Item(ObjectNode object, EventDraft draft) {

    /** The value at a path of member names; a missing node where there is none. */
    public JsonNode at(String... path) {
        JsonNode value = object;
        for (var name : path) {
            value = value.path(name);
        }
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /** Text; a number or a boolean is written out, with a warning. */
    public @Nullable String text(String... path) {
        JsonNode value = at(path);
        if (value.isNumber() || value.isBoolean()) {
            draft.warn(WarningCode.FIELD_COERCED, name(path) + " is not text");
        }
        return id(path);
    }

    /** An id: text or a number, whichever the provider likes today. */
    public @Nullable String id(String... path) {
        JsonNode value = at(path);
        if (value.isContainerNode()) {
            draft.warn(WarningCode.FIELD_UNREADABLE, name(path) + " is not a single value");
            return null;
        }
        return scalar(value);
    }

    /** A single value as text, or null for none, for blank text and for containers. */
    public static @Nullable String scalar(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().isBlank() ? null : value.textValue();
        }
        return value.isNumber() || value.isBoolean() ? CanonicalJson.text(value) : null;
    }

    /** A moment; {@link Times} knows the forms. */
    public @Nullable Instant time(String... path) {
        JsonNode value = at(path);
        Instant time = Times.of(value);
        if (time == null && scalar(value) != null) {
            draft.warn(WarningCode.FIELD_UNREADABLE, name(path) + " is not a time");
        }
        return time;
    }

    /** True or false; the words too, with a warning. */
    public @Nullable Boolean flag(String... path) {
        JsonNode value = at(path);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String word = scalar(value);
        if (word == null) {
            return null;
        }
        if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
            draft.warn(WarningCode.FIELD_COERCED, name(path) + " is text, not true or false");
            return word.equalsIgnoreCase("true");
        }
        draft.warn(WarningCode.FIELD_UNREADABLE, name(path) + " is neither true nor false");
        return null;
    }

    /** A whole number; digits in text too, with a warning. */
    public @Nullable Long whole(String... path) {
        JsonNode value = at(path);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        String digits = scalar(value);
        if (digits == null) {
            return null;
        }
        if (digits.matches("-?\\d{1,18}")) {
            draft.warn(WarningCode.FIELD_COERCED, name(path) + " is text, not a number");
            return Long.valueOf(digits);
        }
        draft.warn(WarningCode.FIELD_UNREADABLE, name(path) + " is not a whole number");
        return null;
    }

    private static String name(String... path) {
        return String.join(".", path);
    }
}
