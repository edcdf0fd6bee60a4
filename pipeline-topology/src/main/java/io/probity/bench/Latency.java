package io.probity.bench;

import java.time.Duration;
import java.util.Collection;

/**
 * How long live events took, from the moment that each was due to be sent to its first decision, as a consumer of committed
 * records sees it.
 *
 * @param events that were measured
 */
public record Latency(int events, Duration p50, Duration p99, Duration most) {

    /** @param nanos of each event, in any order; one at the least */
    static Latency of(Collection<Long> nanos) {
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Latency(
                sorted.length,
                Duration.ofNanos(sorted[(sorted.length - 1) / 2]),
                Duration.ofNanos(sorted[(int) ((sorted.length - 1) * 0.99)]),
                Duration.ofNanos(sorted[sorted.length - 1]));
    }
}
