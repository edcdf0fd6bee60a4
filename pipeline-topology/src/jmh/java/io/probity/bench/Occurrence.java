package io.probity.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One event, in no engine's words.
 *
 * @param number milliseconds that something took
 */
record Occurrence(int ordinal, String type, String action, String resource, long number) {
    /** Of the event as canonical JSON. */
    static final int BYTES = 928;

    /** As it comes over the wire: fields that rules ask for among others that none does, filled up to {@value #BYTES} bytes. */
    ObjectNode json() {
        var factory = JsonNodeFactory.instance;
        var event = factory.objectNode()
                .put("id", "01J9Z3K7Q4-" + ordinal)
                .put("eventType", type)
                .put("timestamp", "2026-01-01T00:00:00Z")
                .put("source", "platform")
                .put("action", action)
                .put("requestId", "req-" + ordinal)
                .put("outcome", "success");
        event.putObject("actor").put("id", "user-" + ordinal % 97).put("kind", "user");
        event.putObject("scope").put("kind", "project").put("id", "payments").put("path", "acme/payments");
        event.putObject("target").put("type", "bucket").put("id", resource);
        event.putObject("metadata")
                .put("clientIp", "192.0.2." + ordinal % 200)
                .put("userAgent", "platform/2.4")
                .put("processingTime", number);
        var data = event.putObject("data").put("region", "eu-central-1").put("note", "");
        data.put("note", "x".repeat(BYTES - event.toString().length()));
        return event;
    }
}
