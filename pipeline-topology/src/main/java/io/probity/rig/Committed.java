package io.probity.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.serde.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What any consumer of the topics would have read by now: committed records alone, each partition in its order. */
public record Committed(String bootstrapServers, AvroSerdes avro) {
    private static final Duration SHORT = Duration.ofMillis(200);

    /** Every record of a topic, from its beginning to its present end, one after another. */
    public void each(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions); // of committed records, by the isolation level
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(SHORT).forEach(taker);
            }
        }
    }

    /** How many records a topic has. */
    public long count(String topic) {
        var count = new long[1];
        each(topic, record -> count[0]++);
        return count[0];
    }

    /** Everything on a topic, as bytes. */
    public List<ConsumerRecord<byte[], byte[]>> bytes(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        each(topic, records::add);
        return records;
    }

    /** Everything on a topic, read. */
    public <T extends SpecificRecord> List<T> all(String topic, Class<T> type) {
        var codec = avro.codec(type);
        var records = new ArrayList<T>();
        each(topic, record -> records.add(codec.decode(record.value())));
        return records;
    }

    /** The last record of each key. */
    public <T extends SpecificRecord> Collection<T> last(String topic, Class<T> type) {
        var codec = avro.codec(type);
        var last = new LinkedHashMap<String, T>();
        each(topic, record -> last.put(new String(record.key(), UTF_8), codec.decode(record.value())));
        return last.values();
    }

    /** The sum of a topic's committed ends: it moves when something was committed. Costs one question. */
    public long end(String topic) {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        // closed at the end, where Kafka would wait 500 ms for more first
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(it -> new TopicPartition(topic, it.partition()))
                .toList();
    }
}
