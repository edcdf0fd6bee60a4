package io.probity.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stages count, over the death of the thread that counted it. */
class CountersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOPIC = "words";
    private static final Set<String> DIED = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    @Test
    void aCountDoesNotFallWhenItsThreadIsReplaced() throws Exception {
        try (var broker = KafkaBroker.start(EnginesHere.orSkip(), folder.resolve("broker"));
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            try (var streams = streams(broker)) {
                streams.start();
                say(producer, "one", "two", "three");
                await(streams, 3);
                for (var death : List.of("death 1", "death 2")) {
                    say(producer, death);
                    await(() -> DIED.contains(death) && threads(streams).size() == 1);
                    assertThat(count(streams)).isGreaterThanOrEqualTo(3);
                }
                await(streams, 5); // a record that killed a thread is counted by the next
                say(producer, "four");
                await(streams, 6);
            }
        }
    }

    private KafkaStreams streams(KafkaBroker broker) {
        var builder = new StreamsBuilder();
        builder.stream(TOPIC, Consumed.with(Serdes.String(), Serdes.String())).process(Counting::new);
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "counting");
        config.put("bootstrap.servers", broker.bootstrapServers());
        config.put("auto.offset.reset", "earliest");
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 50);
        // A thread that died does not say goodbye: its partition waits until the broker gives it up. Kafka's 45 s are
        // for
        // others; 6 s is the least that a broker takes.
        config.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
        config.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 1_000);
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
        var streams = new KafkaStreams(builder.build(), config);
        streams.setUncaughtExceptionHandler(thrown -> StreamThreadExceptionResponse.REPLACE_THREAD);
        return streams;
    }

    /** Counts as RefusalProcessor does, and dies once of each word that says so. */
    private static final class Counting extends ContextualProcessor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            if (record.value().startsWith("death") && DIED.add(record.value())) {
                throw new IllegalStateException(record.value());
            }
            context()
                    .metrics()
                    .addRateTotalSensor("refusal", "too_deep", "refused", RecordingLevel.INFO)
                    .record();
        }
    }

    private static void say(KafkaProducer<String, String> producer, String... words) throws Exception {
        for (var word : words) {
            producer.send(new ProducerRecord<>(TOPIC, word)).get();
        }
    }

    private static List<String> threads(KafkaStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .map(ThreadMetadata::threadName)
                .toList();
    }

    private static void await(KafkaStreams streams, double atLeast) throws Exception {
        await(() -> count(streams) >= atLeast);
    }

    private static void await(Condition condition) throws Exception {
        var until = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("patience ends").isBefore(until);
            Thread.sleep(50);
        }
    }

    /** As it is scraped. */
    private static double count(KafkaStreams streams) throws IOException {
        var instruments = List.<Instrument>of(new StreamsInstrument(Map.of("counting", streams)));
        var page = new String(new MetricsResource(new MetricRegistry(), instruments).metrics(), StandardCharsets.UTF_8);
        return page.lines()
                .filter(it -> it.startsWith("probity_refused_total{"))
                .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' '))))
                .sum();
    }

    /** Something that comes true. */
    private interface Condition {
        boolean holds() throws Exception;
    }
}
