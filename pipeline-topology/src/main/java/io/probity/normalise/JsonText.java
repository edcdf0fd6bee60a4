package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.model.Reason;

/** What reading bytes as JSON gives: one of two things, and the compiler knows both. */
public sealed interface JsonText {
    /** Any JSON value, within every limit of {@link JsonReader}. */
    record Value(JsonNode json) implements JsonText {}

    /**
     * The bytes' own fault.
     *
     * @param detail what is wrong and where; at most {@value JsonReader#MAX_DETAIL} characters
     */
    record Unreadable(Reason reason, String detail) implements JsonText {}
}
