package io.probity.ledger.tree;

import io.probity.model.TreeHead;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When it is time to tell how far the log has grown, by the log's own clock. Pure. */
final class HeadTimes {
    /** Between two heads of a log that grows. */
    static final Duration GROWN = Duration.ofSeconds(10);
    /** Between two heads of a log that does not: who hears nothing for longer knows that something is wrong. */
    static final Duration IDLE = Duration.ofMinutes(10);

    private HeadTimes() {}

    /**
     * Whether a tick makes a head due.
     *
     * @param told the last one; null: none yet
     */
    static boolean isDue(@Nullable TreeHead told, long size, Instant tick) {
        if (told == null) {
            return true;
        }
        var wait = size > told.getSize() ? GROWN : IDLE;
        return !tick.isBefore(told.getLogTime().plus(wait));
    }
}
