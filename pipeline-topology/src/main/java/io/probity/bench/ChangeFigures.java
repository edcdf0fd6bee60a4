package io.probity.bench;

import java.time.Duration;

/**
 * What a change of one control came to.
 *
 * @param settling from the moment that the publish was sent to the last subject's decision, as a consumer sees them
 * @param opened violations that the change opened
 */
public record ChangeFigures(
        ChangePlan plan, Duration settling, long opened, Latency before, Latency during, Latency after) {

    /** The 99th percentile of the time of change over that before; 3 is the bar. */
    public double slowdown() {
        return (double) during.p99().toNanos() / before.p99().toNanos();
    }
}
