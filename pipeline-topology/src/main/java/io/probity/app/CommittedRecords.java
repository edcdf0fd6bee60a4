package io.probity.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The committed records of one partition, from its beginning to where it ended when this was made, one after another. */
final class CommittedRecords {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long beginning;
    private final long end;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    /**
     * Takes a consumer over, until another is made of it.
     */
    CommittedRecords(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
        consumer.assign(List.of(partition));
        beginning = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        consumer.seek(partition, beginning);
    }

    /**
     * A consumer to read with.
     *
     * @param reader settings of a consumer of committed records
     */
    static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> reader) {
        return new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** True: what the partition began with has been deleted. */
    boolean headIsGone() {
        return beginning > 0;
    }

    /** The next record; null after the last. */
    @Nullable ConsumerRecord<byte[], byte[]> next() {
        while (fetched.isEmpty() && consumer.position(partition) < end) {
            consumer.poll(SHORT).forEach(fetched::add);
        }
        var record = fetched.poll();
        return record == null || record.offset() >= end ? null : record;
    }
}
