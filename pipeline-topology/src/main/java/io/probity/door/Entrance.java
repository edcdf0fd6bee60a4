package io.probity.door;

import io.probity.own.OwnEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way in: who may come, and where what they bring is written. Whose events these are is what the topic is bound to, never
 * what a payload says.
 *
 * @param verifier knows its senders
 * @param source that reads the topic; never the platform's own
 * @param topic of the source
 * @param cloudEvents topic of CloudEvents with the same tenant; null where there is none
 * @param headers lower-case names of further request headers that become record headers
 */
record Entrance(
        Verifier verifier,
        String source,
        String topic,
        @Nullable String cloudEvents,
        Set<String> headers) {
    Entrance {
        if (source.equals(OwnEvent.SOURCE)) {
            throw new IllegalArgumentException("events of source " + source + " come in by no door");
        }
        headers = Set.copyOf(headers);
    }

    /** As meters call it: {@code events}, or {@code in/<path>}. */
    String name() {
        return verifier.door();
    }
}
