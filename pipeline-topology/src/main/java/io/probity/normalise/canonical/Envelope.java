package io.probity.normalise.canonical;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The specification's wrapper: {@code {"event": {…}}}. */
final class Envelope {
    private Envelope() {}

    /** The event within, with what stands beside it in the wrapper added under its own names where they are free. */
    static ObjectNode open(ObjectNode given) {
        if (given.has("eventType") || !(given.get("event") instanceof ObjectNode event)) {
            return given;
        }
        ObjectNode opened = event.deepCopy();
        for (var beside : given.properties()) {
            if (!beside.getKey().equals("event") && !opened.has(beside.getKey())) {
                opened.set(beside.getKey(), beside.getValue());
            }
        }
        return opened;
    }
}
