package io.probity.app;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.registry.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class BreakdownTest {
    private Instant now = Instant.EPOCH;
    private final Breakdown breakdown = new Breakdown(3, Duration.ofMinutes(5), new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void aThreadIsReplacedAFewTimesTogetherAndThenTheInstanceStops() {
        for (int i = 0; i < 3; i++) {
            assertThat(breakdown.handle(new Broken())).isEqualTo(REPLACE_THREAD);
        }
        assertThat(breakdown.handle(new Broken())).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void whatLiesFurtherBackThanTheIntervalIsForgiven() {
        for (int i = 0; i < 20; i++) {
            assertThat(breakdown.handle(new Broken())).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofMinutes(2));
        }
    }

    @Test
    void theRegistryMayBeAwayForAsLongAsItLikes() {
        var away = new StreamsException(new RegistryUnavailableException("away", new java.io.IOException("refused")));
        for (int i = 0; i < 100; i++) {
            assertThat(breakdown.handle(away)).isEqualTo(REPLACE_THREAD);
        }
    }

    @Test
    void theThreadOfTheReferenceTablesIsNotReplacedSinceKafkaCannot() throws Exception {
        var said = new AtomicReference<StreamThreadExceptionResponse>();
        var global = new Thread(() -> said.set(breakdown.handle(new Broken())), "probity-1-GlobalStreamThread");
        global.start();
        global.join();
        assertThat(said).hasValue(SHUTDOWN_CLIENT);
    }

    /** Without a trace: it goes to the log of the tests. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken() {
            super("broken", null, false, false);
        }
    }
}
