package io.probity.door;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Kafka is away, however many requests notice it, and once that it is back. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    /** By System.nanoTime(). */
    private record Beginning(long nanos) {}

    /** Null while Kafka takes records. */
    private final AtomicReference<@Nullable Beginning> since = new AtomicReference<>();

    /** Kafka did not take a record. */
    void begins(@Nullable Throwable cause) {
        if (since.get() == null && since.compareAndSet(null, new Beginning(System.nanoTime()))) {
            LOG.warn("Kafka does not take records: they go to the spool. {}", String.valueOf(cause));
        }
    }

    /**
     * Kafka took a record, and nothing waits.
     *
     * @param sent when it was sent, by System.nanoTime(): one from before the outage says nothing of its end
     */
    void ends(long sent) {
        var began = since.get();
        if (began != null && sent - began.nanos() > 0 && since.compareAndSet(began, null)) {
            LOG.info("Kafka takes records again after {}", Duration.ofNanos(System.nanoTime() - began.nanos()));
        }
    }
}
