package io.probity.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets an answer from one of several registries, or waits for one until the time is up. */
final class RegistryTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final RegistryConfig config;
    private final RegistryListener listener;
    private final RegistryRequest.Sender sender;
    private final LastOutage outage;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Index of the registry that answered last; it is asked first. */
    private final AtomicInteger preferred = new AtomicInteger();

    RegistryTransport(RegistryConfig config, RegistryListener listener) {
        this.config = config;
        this.listener = listener;
        this.outage = new LastOutage(config.doubt());
        this.sender = new RegistryRequest.Sender(config);
    }

    /**
     * The answer to a request.
     *
     * @throws RegistryUnavailableException when {@link RegistryConfig#patience()} is over, the thread is interrupted or this
     *     is closed
     * @throws RegistryException for the answers that say no
     */
    JsonNode ask(RegistryRequest request) {
        var since = System.nanoTime();
        for (int round = 0; ; round++) {
            var attempt = tryEach(request);
            var passed = Duration.ofNanos(System.nanoTime() - since);
            if (attempt.answer() != null) {
                attempt = outage.believes(attempt.answer()) ? attempt : attempt.doubted(request);
            } else {
                outage.goesOn();
            }
            if (attempt.answer() != null) {
                if (round > 0) {
                    LOG.info("schema registry answers again after {}", passed);
                    listener.recovered(passed);
                }
                return attempt.answer().bodyOrThrow(request);
            }
            var left = config.patience().minus(passed);
            if (left.isZero() || left.isNegative()) {
                throw new RegistryUnavailableException(
                        request + ": no answer within " + config.patience().toMillis() + " ms: " + attempt.cause());
            }
            if (round == 0) {
                LOG.warn("schema registry is away, waiting up to {}: {}", left, attempt.cause());
            }
            pause(request, shorter(left, longer(backOff(round), attempt.retryAfter())));
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private Attempt tryEach(RegistryRequest request) {
        var count = config.endpoints().size();
        var first = preferred.get();
        var causes = new StringBuilder();
        var retryAfter = Duration.ZERO;
        for (int i = 0; i < count; i++) {
            var at = (first + i) % count;
            var endpoint = config.endpoints().get(at);
            var started = System.nanoTime();
            try {
                var answer = sender.send(endpoint, request);
                listener.answered(Duration.ofNanos(System.nanoTime() - started));
                preferred.set(at);
                return new Attempt(answer, "", Duration.ZERO);
            } catch (NotNowException notNow) {
                var cause = endpoint.base() + " " + notNow.getMessage();
                listener.failed(cause);
                causes.append(causes.isEmpty() ? "" : "; ").append(cause);
                retryAfter = longer(retryAfter, notNow.retryAfter());
            } catch (InterruptedException interrupted) {
                throw endedEarly(request, interrupted);
            }
        }
        return new Attempt(null, causes.toString(), retryAfter);
    }

    private void pause(RegistryRequest request, Duration pause) {
        listener.waiting(pause);
        try {
            if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RegistryUnavailableException(request + ": closed while waiting for the registry");
            }
        } catch (InterruptedException interrupted) {
            throw endedEarly(request, interrupted);
        }
    }

    private static RegistryUnavailableException endedEarly(RegistryRequest request, InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException(request + ": interrupted while waiting for the registry", interrupted);
    }

    /** Twice as long each round; between half of that and all of it, so that many threads do not come back as one. */
    private static Duration backOff(int round) {
        var full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(round, 16));
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** One round over all registries: an answer, or why there was none. */
    private record Attempt(@Nullable RegistryAnswer answer, String cause, Duration retryAfter) {
        Attempt doubted(RegistryRequest request) {
            return new Attempt(
                    null,
                    "it says that it does not know " + request.path() + ", but it has only just come back",
                    retryAfter);
        }
    }
}
