package io.probity.evaluate;

import io.probity.model.Deadline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event that another must follow waits for.
 *
 * @param version of the control, by its place in the order of the log, from 0
 * @param eventId of the event
 * @param group what both must say; empty where nothing is asked
 * @param value what the other must say otherwise; null where nothing is asked, or the event does not say
 * @param due from then on it is too late
 * @param doubt why nobody can tell whether something followed; null where it can be told
 * @param shadow the control is in shadow when the time is over: what is said then is a decision and no more
 */
public record Opening(
        int version,
        String eventId,
        String group,
        @Nullable String value,
        Instant due,
        @Nullable String doubt,
        boolean shadow) {

    Opening(int version, String eventId, String group, @Nullable String value, Instant due, @Nullable String doubt) {
        this(version, eventId, group, value, due, doubt, false);
    }

    Opening inShadow(boolean then) {
        return new Opening(version, eventId, group, value, due, doubt, then);
    }

    static Opening of(Deadline deadline) {
        return new Opening(
                deadline.getVersion(),
                deadline.getEventId(),
                deadline.getGroup(),
                deadline.getValue(),
                deadline.getDue(),
                deadline.getDoubt());
    }
}
