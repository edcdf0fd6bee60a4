package io.probity.chaos;

import io.probity.model.AuditEvent;
import io.probity.model.Balance;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Violation;
import io.probity.serde.AvroCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what was committed as it comes, on a thread of its own: what is here now, an answer that is asked for from now on
 * must know.
 */
final class Follower implements AutoCloseable {
    private static final String SEALED = "audit.sealed";
    private static final String VIOLATIONS = "audit.violations";
    private static final String BALANCE = "audit.balance";

    private final AvroCodec<SealedEntry> leaves;
    private final AvroCodec<Violation> violation;
    private final AvroCodec<Balance> balance;
    private final Map<String, Object> config;
    private final List<String> events = new ArrayList<>();
    private final Map<String, Boolean> violations = new ConcurrentHashMap<>();
    private final Map<String, Long> received = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    Follower(Site site) {
        this.leaves = site.avro().codec(SealedEntry.class);
        this.violation = site.avro().codec(Violation.class);
        this.balance = site.avro().codec(Balance.class);
        this.config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                site.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        this.thread = Thread.ofPlatform().name("follower").start(this::follow);
    }

    /** How many sealed events are known. */
    int events() {
        synchronized (events) {
            return events.size();
        }
    }

    /** The id of one of them, in the order read. */
    String event(int index) {
        synchronized (events) {
            return events.get(index);
        }
    }

    /** Ids of violations told so far. */
    List<String> violations() {
        return List.copyOf(violations.keySet());
    }

    /** Items received so far, by source. */
    Map<String, Long> received() {
        return Map.copyOf(received);
    }

    private void follow() {
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = List.of(SEALED, VIOLATIONS, BALANCE).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(Duration.ofMillis(50)).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (record.topic()) {
            case SEALED -> take(leaves.decode(record.value()));
            case VIOLATIONS -> violations.put(violation.decode(record.value()).getId(), true);
            default -> {
                var told = balance.decode(record.value());
                received.merge(told.getSource(), told.getReceived(), Math::max);
            }
        }
    }

    private void take(SealedEntry leaf) {
        var entry = leaf.getEntry();
        if (leaf.getKind() == LeafKind.EVENT && entry != null && entry.getBody() instanceof AuditEvent event) {
            synchronized (events) {
                events.add(event.getId());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
