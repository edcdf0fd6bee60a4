package io.probity.demo;

import io.probity.model.Adherence;
import io.probity.model.Balance;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Violation;
import io.probity.serde.AvroSerdes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what a pipeline has published so far, as any consumer of its topics would: committed records alone. */
final class Collector implements AutoCloseable {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final AvroSerdes avro;

    Collector(String bootstrapServers, String registryUrl) {
        this.bootstrapServers = bootstrapServers;
        this.avro = AvroSerdes.connect(Map.of("schema.registry.url", registryUrl));
    }

    /** Partitions in which so many definitions, commits among them, have been sealed. */
    long partitionsWith(int definitions) {
        return all("audit.sealed", SealedEntry.class).stream()
                .filter(it -> it.value().getKind() == LeafKind.DEFINITION)
                .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()))
                .values()
                .stream()
                .filter(leaves -> leaves == definitions)
                .count();
    }

    List<Balance> balance() {
        return List.copyOf(last("audit.balance", Balance.class));
    }

    Outcome outcome(URI endpoint, Duration took) {
        return new Outcome(
                balance(),
                last("audit.violations", Violation.class),
                last("audit.adherence", Adherence.class),
                all("audit.sealed", SealedEntry.class).stream()
                        .map(ConsumerRecord::value)
                        .toList(),
                endpoint,
                took);
    }

    private <T extends SpecificRecord> Collection<T> last(String topic, Class<T> type) {
        var last = new LinkedHashMap<String, T>();
        all(topic, type).forEach(it -> last.put(new String(it.key(), StandardCharsets.UTF_8), it.value()));
        return last.values();
    }

    private <T extends SpecificRecord> List<ConsumerRecord<byte[], T>> all(String topic, Class<T> type) {
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (var consumer = new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), avro.of(type).deserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(it -> new TopicPartition(topic, it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions); // of committed records, by the isolation level
            var records = new ArrayList<ConsumerRecord<byte[], T>>();
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(SHORT).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        avro.close();
    }
}
