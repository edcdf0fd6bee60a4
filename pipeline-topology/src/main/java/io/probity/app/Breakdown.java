package io.probity.app;

import io.probity.enrich.WaitEndedException;
import io.probity.registry.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the world breaks. A record is never the cause: its own faults end in audit.rejected.
 *
 * <p>The registry away: the thread is replaced without limit, since waiting is all there is to do. Anything else: replaced a
 * few times within an interval, then the client stops and readiness goes red, since what fails again and again needs a
 * person.
 */
final class Breakdown implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Breakdown.class);

    /** How Kafka names its one global thread; asked to replace it, it ends with a ClassCastException instead. */
    private static final String GLOBAL = "-GlobalStreamThread";

    private final int most;
    private final Duration within;
    private final Clock clock;
    private final Deque<Instant> replaced = new ArrayDeque<>();

    /**
     * @param most replacements that are borne within the interval
     */
    Breakdown(int most, Duration within, Clock clock) {
        this.most = most;
        this.within = within;
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable thrown) {
        if (has(thrown, WaitEndedException.class)) {
            LOG.info(
                    "ended while a row of a reference table waited for the schema registry; it is read after the next start");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (Thread.currentThread().getName().endsWith(GLOBAL)) {
            LOG.error(
                    "stopped: the thread that reads the reference tables has ended, and Kafka can replace no such",
                    thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (has(thrown, RegistryUnavailableException.class)) {
            LOG.warn("schema registry away: thread replaced, nothing refused, nothing lost ({})", thrown.getMessage());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        var now = clock.instant();
        replaced.removeIf(at -> at.plus(within).isBefore(now));
        if (replaced.size() < most) {
            replaced.add(now);
            LOG.error("thread replaced, {} of {} within {}", replaced.size(), most, within, thrown);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("stopped after {} replacements within {}: mend the cause, then start again", most, within, thrown);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
