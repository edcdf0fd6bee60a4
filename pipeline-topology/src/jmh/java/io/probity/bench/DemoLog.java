package io.probity.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.app.Blueprint;
import io.probity.app.Keys;
import io.probity.app.Settings;
import io.probity.canonical.Hmac;
import io.probity.demo.DemoRecords;
import io.probity.keys.KeyRing;
import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.SubmittedEvent;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.serde.Decoded;
import io.probity.wire.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The events of the demo as they stand on audit.accepted: the whole intake has been over them, protection too. */
final class DemoLog {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final byte[] KEY = new byte[32];

    private final AvroCodec<Entry> codec;
    private final List<byte[]> records = new ArrayList<>();

    DemoLog() {
        try (var registry = new InMemorySchemaRegistry()) {
            var settings = Settings.of(
                    null,
                    Map.of(),
                    Map.of(
                            "kafka.bootstrap.servers", "nowhere:0",
                            "schema.registry.url", "http://nowhere:1",
                            "generation.partitions", "1"));
            var avro = new AvroSerdes(registry, RegistryConfig.from(settings.registry()));
            codec = avro.codec(Entry.class);
            var plan =
                    new Blueprint(settings, avro, new Keys(new Hmac(KEY), KEY, KeyRing.known(KEY)), Stores.inMemory());
            var config = new Properties();
            config.putAll(settings.kafka());
            config.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench");
            try (var driver = new TopologyTestDriver(plan.pipeline(), config, NOON)) {
                driver.advanceWallClockTime(Duration.ofMillis(125));
                play(driver, avro);
                for (var value : driver.createOutputTopic(
                                plan.topics().accepted().name(),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())
                        .readValuesToList()) {
                    if (entry(value).getBody() instanceof AuditEvent) {
                        records.add(value);
                    }
                }
            }
        }
    }

    private static void play(TopologyTestDriver driver, AvroSerdes avro) {
        var submitted = avro.codec(SubmittedEvent.class);
        for (var sent : DemoRecords.endingAt(
                NOON, (topic, it) -> submitted.encode(avro.subject(topic, submitted), (SubmittedEvent) it))) {
            var headers = new RecordHeaders();
            sent.headers().forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
            driver.createInputTopic(sent.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(sent.key().getBytes(UTF_8), sent.value(), headers, NOON));
        }
    }

    int size() {
        return records.size();
    }

    /** Decodes a record as the ledger does, but for its MAC. */
    AuditEvent event(int i) {
        return (AuditEvent) entry(records.get(i)).getBody();
    }

    private Entry entry(byte[] value) {
        return switch (codec.tryDecode(value)) {
            case Decoded.Value<Entry>(Entry entry, int schema) -> entry;
            case Decoded.Failed<Entry> failed -> throw new IllegalStateException("a record cannot be read: " + failed);
        };
    }
}
