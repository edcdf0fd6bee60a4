package io.probity.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.SubmittedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events of the mix at a steady rate, a third of them for controls. What is late is sent all the same and counted from when it
 * was due, so that a standstill counts in full for each event that it held up.
 */
final class LiveEvents implements Runnable {
    /** Between two looks at the clock. */
    private static final Duration STEP = Duration.ofMillis(2);

    private final Map<String, Object> producer;
    private final Function<SubmittedEvent, byte[]> encoder;
    private final int rate;
    private final MixEvents events;
    private final Map<String, Long> due = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean ended;

    LiveEvents(Map<String, Object> producer, Function<SubmittedEvent, byte[]> encoder, int rate, Instant latest) {
        this.producer = producer;
        this.encoder = encoder;
        this.rate = rate;
        this.events = new MixEvents(new Random(2), latest);
    }

    /** When an event of this id was due to be sent, in {@link System#nanoTime}; null if it is none of these. */
    @Nullable Long due(String id) {
        return due.get(id);
    }

    void end() {
        ended = true;
    }

    void requireAllSent() {
        var failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a live event could not be sent", failed);
        }
    }

    @Override
    public void run() {
        try (var kafka = new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            long began = System.nanoTime();
            for (int sent = 0; !ended; sent++) {
                long when = began + sent * 1_000_000_000L / rate;
                while (System.nanoTime() < when && !ended) {
                    LockSupport.parkNanos(STEP.toNanos());
                }
                send(kafka, events.next(1_000_000 + sent, sent % 3 == 0), when);
            }
        }
    }

    /** The callback keeps the failure. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(KafkaProducer<byte[], byte[]> kafka, SubmittedEvent event, long when) {
        due.put(event.getId(), when);
        kafka.send(
                new ProducerRecord<>(Input.EVENTS, Mix.key(event).getBytes(UTF_8), encoder.apply(event)),
                (place, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
    }
}
