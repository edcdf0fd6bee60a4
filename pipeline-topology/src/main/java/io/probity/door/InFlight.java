package io.probity.door;

import io.probity.serve.Problem;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests this door holds in memory, and that it holds no more than it may. */
final class InFlight {
    private final long limit;
    private final DoorCounters counters;
    private final AtomicLong taken = new AtomicLong();

    /** @param limit in bytes */
    InFlight(long limit, DoorCounters counters) {
        this.limit = limit;
        this.counters = counters;
    }

    long bytes() {
        return taken.get();
    }

    /** For one request; closed with it. */
    Share share() {
        return new Share();
    }

    /** What one request has taken of it. */
    final class Share implements AutoCloseable {
        private long mine;

        /** @throws Problem 429, if all is taken */
        void take(long bytes) {
            if (taken.addAndGet(bytes) > limit) {
                taken.addAndGet(-bytes);
                counters.pushedBack("in_flight");
                throw Problem.tooMany(
                        "this door has as many bytes in hand as it may; nothing of the request was taken", 1);
            }
            mine += bytes;
        }

        @Override
        public void close() {
            taken.addAndGet(-mine);
            mine = 0;
        }
    }
}
