package io.probity.bench;

import io.probity.model.Decision;
import io.probity.serde.AvroCodec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads decisions as they are committed: when each event's first came, and which subjects a version has settled. */
final class DecisionWatch implements Runnable {
    private static final String TOPIC = "audit.decisions";
    private static final Duration SHORT = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final AvroCodec<Decision> codec;
    private final String control;
    private final String version;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final Set<String> standing = ConcurrentHashMap.newKeySet();
    private final Set<String> settled = ConcurrentHashMap.newKeySet();
    private volatile long lastSettled;
    private volatile boolean ended;

    /** @param version of the control that the change brings */
    DecisionWatch(String bootstrapServers, AvroCodec<Decision> codec, String control, String version) {
        this.bootstrapServers = bootstrapServers;
        this.codec = codec;
        this.control = control;
        this.version = version;
    }

    /** When the first decision of an event was read, by its id, in {@link System#nanoTime}. */
    Map<String, Long> seen() {
        return Map.copyOf(seen);
    }

    /** Subjects that the control has judged by an event. */
    int standing() {
        return standing.size();
    }

    /** Subjects that the change has judged again. */
    int settled() {
        return settled.size();
    }

    /** When the last of them was read, in {@link System#nanoTime}. */
    long lastSettled() {
        return lastSettled;
    }

    @Override
    public String toString() {
        return seen.size() + " events decided, " + standing.size() + " subjects stand, " + settled.size()
                + " judged again";
    }

    void end() {
        ended = true;
    }

    @Override
    public void run() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        5),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = new HashSet<TopicPartition>();
            while (partitions.isEmpty() && !ended) { // the pipeline makes the topic when it starts
                consumer.listTopics()
                        .getOrDefault(TOPIC, List.of())
                        .forEach(it -> partitions.add(new TopicPartition(TOPIC, it.partition())));
            }
            consumer.assign(partitions);
            while (!ended) {
                var records = consumer.poll(SHORT);
                long now = System.nanoTime();
                records.forEach(record -> take(codec.decode(record.value()), now));
            }
        }
    }

    private void take(Decision decision, long now) {
        boolean byEvent = decision.getTrigger().equals("event");
        if (byEvent) {
            seen.putIfAbsent(decision.getEventId(), now);
        }
        if (!decision.getControl().equals(control)) {
            return;
        }
        if (byEvent) {
            standing.add(decision.getSubject());
        } else if (decision.getControlVersion().equals(version) && settled.add(decision.getSubject())) {
            lastSettled = now;
        }
    }
}
