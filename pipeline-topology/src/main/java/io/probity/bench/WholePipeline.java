package io.probity.bench;

import io.probity.app.Pipeline;
import io.probity.app.Settings;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** What is measured, in a JVM of its own: intake, ledger and balance, without the index and the endpoint, which are beside the event's way. */
final class WholePipeline {
    private WholePipeline() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments settings, key=value each
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        Pipeline.startAlone(Settings.of(null, Map.of(), Flags.read(arguments)));
        new CountDownLatch(1).await();
    }
}
