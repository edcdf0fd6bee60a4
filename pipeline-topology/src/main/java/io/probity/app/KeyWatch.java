package io.probity.app;

import io.probity.keys.KeyException;
import io.probity.keys.KeyRing;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, every few seconds, for keys that somebody has rotated or destroyed. */
final class KeyWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);

    private final @Nullable ScheduledExecutorService thread;
    private final @Nullable KeyRing ring;

    private KeyWatch(@Nullable ScheduledExecutorService thread, @Nullable KeyRing ring) {
        this.thread = thread;
        this.ring = ring;
    }

    /** @param ring null where protection is off, and there is nothing to look for */
    static KeyWatch over(@Nullable KeyRing ring, Duration every) {
        if (ring == null) {
            return new KeyWatch(null, null);
        }
        var thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("key-watch").factory());
        long wait = Math.max(100, every.toMillis());
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(() -> look(ring), wait, wait, TimeUnit.MILLISECONDS);
        return new KeyWatch(thread, ring);
    }

    /** What fails here fails again, and louder, where a key is needed; a watch that threw would not look again. */
    private static void look(KeyRing ring) {
        try {
            ring.refresh();
        } catch (RuntimeException e) {
            LOG.warn("the keys cannot be read at the moment: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        if (thread != null && ring != null) {
            thread.shutdownNow();
            try {
                ring.close();
            } catch (KeyException e) {
                LOG.warn(
                        "new keys could not be written, and nothing was committed that needs them: {}", e.getMessage());
            }
        }
    }
}
