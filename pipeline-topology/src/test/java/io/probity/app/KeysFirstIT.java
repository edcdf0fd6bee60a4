package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.keys.Aad;
import io.probity.keys.KeyFolder;
import io.probity.keys.KeyRing;
import io.probity.keys.Reveal;
import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.Protected;
import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import io.probity.rig.OneInstance;
import io.probity.rig.RegistryServer;
import io.probity.serde.AvroSerdes;
import io.probity.transform.Protection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no keys: nobody is shown a ciphertext that nobody could open. */
class KeysFirstIT {
    private static final int EACH = 50;

    @TempDir
    Path folder;

    @Test
    void nothingIsCommittedWhoseKeyCannotBeWrittenAndAllIsOnceItCan() throws Exception {
        var engines = EnginesHere.orSkip();
        try (var broker = KafkaBroker.start(engines, folder.resolve("broker"));
                var registry = RegistryServer.inMemory(engines, folder.resolve("registry"))) {
            var flags = OneInstance.settings(folder, broker.bootstrapServers(), registry.url());
            flags.put("sources", "audit.events=canonical");
            var settings = Settings.of(null, Map.of(), flags);
            var lock = folder.resolve("keys/default/subjects/lock");
            try (var pipeline = Pipeline.start(settings)) {
                send(broker.bootstrapServers(), "before");
                OneInstance.await(
                        () -> "the first events",
                        () -> SealedEvents.canonical(settings).size() == EACH);

                long before = sent(settings);
                Files.delete(lock);
                Files.createDirectory(lock); // nobody can have it: no key is written
                send(broker.bootstrapServers(), "during");
                OneInstance.await(() -> "one of the others", () -> sent(settings) > before);
                assertThat(SealedEvents.canonical(settings))
                        .as("written, and not committed")
                        .hasSize(EACH);

                Files.delete(lock);
                OneInstance.await(
                        () -> "the others",
                        () -> SealedEvents.canonical(settings).size() == 2 * EACH);
                assertThat(OneInstance.balance(pipeline.endpoint(), "canonical", "duplicate"))
                        .isZero();
            }
            try (var ring = new KeyFolder(folder.resolve("keys"), null).open()) {
                assertThat(SealedEvents.canonical(settings))
                        .extracting(event -> name(ring, event))
                        .allMatch(name -> name.startsWith("Name of "))
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static String name(KeyRing ring, AuditEvent event) {
        var hidden = (Protected) Objects.requireNonNull(event.getActor().getName());
        var of = new Aad(event.getTenant(), Protection.eventSchema(), event.getId());
        var bytes = Objects.requireNonNull(new Reveal(ring).bytes(hidden, event.getTenant(), of, "actor/name"));
        return new String(bytes, UTF_8);
    }

    private static void send(String broker, String id) throws Exception {
        var client = Map.<String, Object>of("bootstrap.servers", broker);
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < EACH; i++) {
                var person = id + '-' + i;
                var event = """
                        {"id": "%s", "eventType": "performance_metric", "source": "api",
                         "actor": {"id": "u-%s", "name": "Name of %s", "kind": "USER"}}""".formatted(person, person, person);
                producer.send(new ProducerRecord<>("audit.events", event.getBytes(UTF_8)))
                        .get();
            }
        }
    }

    /** The events that the intake has sent, whether they count or not. */
    private static long sent(Settings settings) {
        var config = new HashMap<>(new ClientConfigs(settings).reader());
        config.put("isolation.level", "read_uncommitted");
        var avro = AvroSerdes.connect(settings.registry());
        try (var consumer = CommittedRecords.consumer(config)) {
            var reader = avro.of(Entry.class).deserializer();
            var records = new CommittedRecords(consumer, new TopicPartition("audit.accepted", 0));
            long sent = 0;
            for (var record = records.next(); record != null; record = records.next()) {
                sent += reader.deserialize("audit.accepted", record.value()).getBody() instanceof AuditEvent ? 1 : 0;
            }
            return sent;
        } finally {
            avro.close();
        }
    }
}
