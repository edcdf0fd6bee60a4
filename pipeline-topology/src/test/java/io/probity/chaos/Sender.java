package io.probity.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends a load at a steady rate on a thread of its own; every record is acknowledged before it ends. */
final class Sender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    /**
     * @param perSecond 0: as fast as it goes
     */
    Sender(String bootstrapServers, List<Sent> load, int perSecond) {
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = Thread.ofPlatform().name("sender").start(() -> send(load, perSecond));
    }

    private void send(List<Sent> load, int perSecond) {
        try {
            long began = System.nanoTime();
            var sent = new ArrayList<Future<RecordMetadata>>(load.size());
            for (int i = 0; i < load.size(); i++) {
                var each = load.get(i);
                sent.add(producer.send(
                        new ProducerRecord<>(each.topic(), each.key().getBytes(UTF_8), each.value())));
                if (perSecond > 0) {
                    LockSupport.parkNanos(began + (i + 1) * 1_000_000_000L / perSecond - System.nanoTime());
                }
            }
            for (var each : sent) {
                each.get();
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    boolean isSending() {
        return thread.isAlive();
    }

    /** Waits until all of it is acknowledged. */
    void finish() throws InterruptedException {
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the load could not be sent", failure);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        producer.close();
    }
}
