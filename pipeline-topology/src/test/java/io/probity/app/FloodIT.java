package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import io.probity.rig.OneInstance;
import io.probity.rig.RegistryServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A topic with a backlog, and a quiet one whose event comes after all of it. Where the log has the quiet event is the proof: no
 * time is measured.
 */
class FloodIT {
    private static final int BEFORE = 5_000;
    private static final int FLOOD = 20_000;
    private static final int ALL = BEFORE + 1 + FLOOD + 1;
    private static final String NOISY = "audit.raw.noisy";

    @TempDir
    Path folder;

    @Test
    void whatIsReadApartDelaysNobodyAndIsReadOnceWhenItMoves() throws Exception {
        var engines = EnginesHere.orSkip();
        try (var broker = KafkaBroker.start(engines, folder.resolve("broker"));
                var registry = RegistryServer.inMemory(engines, folder.resolve("registry"))) {
            var flags = OneInstance.settings(folder, broker.bootstrapServers(), registry.url());
            flags.put("sources", "audit.events=canonical," + NOISY + "=canonical");
            var bootstrap = broker.bootstrapServers();

            Pipeline.start(Settings.of(null, Map.of(), flags)).close(); // makes the topics

            // read with the others at first: what it is like, and a place to take along
            send(bootstrap, NOISY, "before", BEFORE);
            send(bootstrap, "audit.events", "waits", 1);
            try (var together = Pipeline.start(Settings.of(null, Map.of(), flags))) {
                await(() -> count(together.endpoint(), "accepted") == BEFORE + 1);
            }

            flags.put("sources.apart", NOISY);
            try (var apart = Pipeline.start(Settings.of(null, Map.of(), flags))) {
                await(() -> OneInstance.isReady(apart.endpoint()));
                send(bootstrap, NOISY, "flood", FLOOD);
                send(bootstrap, "audit.events", "quiet", 1);
                await(() -> count(apart.endpoint(), "accepted") == ALL);
                await(() -> count(apart.endpoint(), "received") >= ALL); // told once a second

                assertThat(count(apart.endpoint(), "received"))
                        .as("nothing is read twice")
                        .isEqualTo(ALL);
                assertThat(count(apart.endpoint(), "duplicate")).isZero();
            }
            var ids = SealedEvents.canonical(Settings.of(null, Map.of(), flags)).stream()
                    .map(AuditEvent::getId)
                    .toList();
            assertThat(ids).hasSize(ALL);
            System.out.println("FloodIT: read together, the quiet event came after " + ids.indexOf("waits-0") + " of "
                    + BEFORE + " records of the flood");
            assertThat(ids.indexOf("waits-0"))
                    .as("sealed before the quiet event, where both are read together")
                    .isGreaterThan(BEFORE / 2);
            int behind = ids.size() - 1 - ids.indexOf("quiet-0");
            System.out.println(
                    "FloodIT: " + behind + " of " + FLOOD + " records of the flood were sealed after the quiet one");
            assertThat(behind)
                    .as("sent before the quiet event and sealed after it")
                    .isGreaterThan(FLOOD / 2);
        }
    }

    private static void send(String broker, String topic, String id, int records) throws Exception {
        var client = Map.<String, Object>of("bootstrap.servers", broker, "linger.ms", 20);
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (int i = 0; i < records; i++) {
                var event = "{\"id\": \"%s-%d\", \"eventType\": \"performance_metric\", \"source\": \"api\"}"
                        .formatted(id, i);
                sent.add(producer.send(new ProducerRecord<>(topic, event.getBytes(UTF_8))));
            }
            for (var each : sent) {
                each.get();
            }
        }
    }

    private static long count(URI endpoint, String count) {
        return OneInstance.balance(endpoint, "canonical", count);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        OneInstance.await(() -> "patience", condition);
    }
}
