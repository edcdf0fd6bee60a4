package io.probity.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the registry came back. One that keeps its schemas in a log may answer before it has read all of it, and then does
 * not know the newest: seen with Apicurio, some tens of milliseconds long. To believe it would refuse good records for good.
 */
final class LastOutage {
    private final Duration doubt;
    private boolean away;
    /** By {@link System#nanoTime}; null: no outage was seen. */
    private @Nullable Long over;

    /**
     * @param doubt how long after its return the registry is not believed that it does not know something
     */
    LastOutage(Duration doubt) {
        this.doubt = doubt;
    }

    /** No registry answered. */
    synchronized void goesOn() {
        away = true;
    }

    /** One answered: whether what it says is to be believed. */
    synchronized boolean believes(RegistryAnswer answer) {
        if (away) {
            away = false;
            over = System.nanoTime();
        }
        return !answer.isUnknown() || over == null || System.nanoTime() - over >= doubt.toNanos();
    }
}
