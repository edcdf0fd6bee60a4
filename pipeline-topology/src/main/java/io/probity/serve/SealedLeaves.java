package io.probity.serve;

import io.probity.model.LeafPointer;
import io.probity.model.SealedEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads single leaves of audit.sealed by their offset. One consumer, one reader at a time: a leaf is a seek and a fetch, a
 * few milliseconds.
 */
public final class SealedLeaves implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Consumer<byte[], SealedEntry> consumer;
    private final String topic;

    /**
     * @param consumer read_committed, in no group, one record per poll; closed with this
     */
    public SealedLeaves(Consumer<byte[], SealedEntry> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** The leaf that a pointer names; empty where the topic no longer holds it. */
    public synchronized Optional<SealedEntry> at(LeafPointer pointer) {
        var partition = new TopicPartition(topic, pointer.getPartition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, pointer.getOffset());
        for (var record : consumer.poll(PATIENCE).records(partition)) {
            if (record.offset() == pointer.getOffset()) {
                return Optional.of(record.value());
            }
        }
        return Optional.empty();
    }

    /** The topic that holds them. */
    String topic() {
        return topic;
    }

    /**
     * Whether a partition holds any record at an offset from one to before another: what lies there may be the marks of
     * transactions alone. True, too, where nobody can tell in time.
     */
    synchronized boolean holdsAny(TopicPartition partition, long from, long before) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < before) {
            var records = consumer.poll(SHORT).records(partition);
            if (!records.isEmpty()) {
                return records.getFirst().offset() < before;
            }
            if (System.nanoTime() > until) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
