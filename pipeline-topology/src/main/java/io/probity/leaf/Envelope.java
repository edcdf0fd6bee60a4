package io.probity.leaf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probity.model.Fact;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What another engine's answer says of its own time, as a subject's row keeps it.
 *
 * @param at when it was collected; never later than the event that told of it, so that an old answer told again is old
 * @param end from then on nobody may rest on it; null: it says nothing of that. What cannot be read as a time has ended at once
 */
public record Envelope(Instant at, @Nullable Instant end) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads it from the fact of one type of evidence. */
    public static Envelope of(Fact told) {
        if (!told.getValue().contains("At\"")) {
            return new Envelope(told.getEffective(), null); // asked with every verdict that rests on it
        }
        var envelope = parse(told.getValue());
        var collected = envelope.path("collectedAt");
        var expires = envelope.path("expiresAt");
        @Nullable Instant at = time(collected);
        @Nullable Instant end = time(expires);
        var since = at == null || at.isAfter(told.getEffective()) ? told.getEffective() : at;
        return new Envelope(since, end == null && !expires.isMissingNode() && !expires.isNull() ? since : end);
    }

    private static @Nullable Instant time(JsonNode text) {
        try {
            return text.isTextual()
                    ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.textValue(), Instant::from)
                    : null;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the row of a subject holds evidence that is no JSON: " + json, broken);
        }
    }
}
