package io.probity.bench;

import io.probity.app.DoorRole;
import io.probity.app.Settings;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The door in a JVM of its own, as {@code probity door} runs it. */
final class DoorUnderTest {
    private DoorUnderTest() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments settings, key=value each
     */
    public static void main(String[] arguments) throws InterruptedException {
        DoorRole.start(Settings.of(null, Map.of(), Flags.read(arguments)));
        new CountDownLatch(1).await();
    }
}
