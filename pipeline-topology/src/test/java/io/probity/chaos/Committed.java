package io.probity.chaos;

import io.probity.serde.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What any consumer of the topics would read so far: committed records alone, each partition in its order. */
final class Committed {
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Map<String, Object> config;
    private final AvroSerdes avro;

    Committed(String bootstrapServers, AvroSerdes avro) {
        this.config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        this.avro = avro;
    }

    /** Everything on a topic, as bytes. */
    List<ConsumerRecord<byte[], byte[]>> bytes(String topic) {
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(SHORT).forEach(records::add);
            }
            return records;
        }
    }

    /** Everything on a topic, read. */
    <T extends SpecificRecord> List<T> all(String topic, Class<T> type) {
        var codec = avro.codec(type);
        return bytes(topic).stream().map(it -> codec.decode(it.value())).toList();
    }

    /** The last record of each key. */
    <T extends SpecificRecord> Collection<T> last(String topic, Class<T> type) {
        var codec = avro.codec(type);
        var last = new LinkedHashMap<String, T>();
        bytes(topic)
                .forEach(it -> last.put(
                        new String(it.key(), java.nio.charset.StandardCharsets.UTF_8), codec.decode(it.value())));
        return last.values();
    }

    /** The sum of a topic's committed ends: it moves when something was committed. Costs one question. */
    long end(String topic) {
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(it -> new TopicPartition(topic, it.partition()))
                .toList();
    }
}
