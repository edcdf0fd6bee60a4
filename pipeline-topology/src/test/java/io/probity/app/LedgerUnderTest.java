package io.probity.app;

import io.probity.evaluate.PublishedScopes;
import io.probity.flow.PipelineUnderTest;
import io.probity.ledger.extent.ExtentStage;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Entry;
import io.probity.model.NonAdherence;
import io.probity.model.Rollup;
import io.probity.model.SubjectPosture;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroSerdes;
import io.probity.wire.AvroDoor;
import io.probity.wire.EntryDoor;
import io.probity.wire.EntryKey;
import io.probity.wire.Stores;
import io.probity.wire.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The ledger alone, with its real rooms and no broker under it: signed entries in, what it says of them out. Made once for
 * many logs, each of which is a {@link Log} of its own.
 */
public final class LedgerUnderTest implements AutoCloseable {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Properties config = new Properties();
    private final Blueprint plan;
    private final EntryDoor door;

    /**
     * @param folder for stores that are on disk
     */
    public LedgerUnderTest(Stores stores, Path folder) {
        var settings = PipelineUnderTest.settings(Map.of());
        var avro = new AvroSerdes(registry, RegistryConfig.from(settings.registry()));
        var keys = PipelineUnderTest.keys();
        plan = Blueprint.ofTheLedger(settings, avro, keys, stores);
        var codec = avro.codec(Entry.class);
        door = new AvroDoor(codec, avro.subject(plan.topics().accepted().name(), codec), keys.intake());
        config.putAll(settings.kafka());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "under-test");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    }

    /** A log with nothing in it yet, of one partition. */
    public Log log() {
        var topology = plan.spine()
                .replay(
                        new TopologyConfig(new StreamsConfig(plan.configs().pipeline())),
                        new ExtentStage(Map.of(0, Long.MAX_VALUE)));
        return new Log(new TopologyTestDriver(topology, config, Instant.EPOCH));
    }

    @Override
    public void close() {
        registry.close();
    }

    /** A log, and what the ledger has said of it. */
    public final class Log implements AutoCloseable {
        private final TopologyTestDriver driver;
        private final org.apache.kafka.streams.TestInputTopic<byte[], byte[]> accepted;

        private Log(TopologyTestDriver driver) {
            this.driver = driver;
            this.accepted = driver.createInputTopic(
                    plan.topics().accepted().name(), new ByteArraySerializer(), new ByteArraySerializer());
        }

        /** Puts an entry at the end, signed as the intake does it. */
        public void take(EntryKey key, Entry entry) {
            var signed = door.sign(key.key(), entry);
            var headers = new RecordHeaders().add(EntryDoor.MAC_HEADER, signed.mac());
            accepted.pipeInput(new TestRecord<>(key.key(), signed.wire(), headers, Instant.EPOCH));
        }

        public List<Adherence> adherence() {
            return read(plan.topics().adherence());
        }

        public List<AdherenceChange> changes() {
            return read(plan.topics().adherenceChanges());
        }

        public List<NonAdherence> intervals() {
            return read(plan.topics().intervals());
        }

        public List<SubjectPosture> postures() {
            return read(plan.topics().posture());
        }

        public List<Violation> violations() {
            return read(plan.topics().violations());
        }

        /** The last word of each key that has not gone since. */
        public List<Rollup> rollups() {
            var last = new TreeMap<String, Rollup>();
            driver.createOutputTopic(
                            plan.topics().rollups().name(),
                            Serdes.String().deserializer(),
                            plan.topics().rollups().value().deserializer())
                    .readKeyValuesToList()
                    .forEach(it -> {
                        if (it.value == null) {
                            last.remove(it.key);
                        } else {
                            last.put(it.key, it.value);
                        }
                    });
            return List.copyOf(last.values());
        }

        /** The row of every subject. */
        public List<SubjectState> subjects() {
            var rows = new ArrayList<SubjectState>();
            KeyValueStore<String, SubjectState> store =
                    driver.getKeyValueStore(plan.stores().subjects().name());
            try (var each = store.all()) {
                each.forEachRemaining(it -> rows.add(it.value));
            }
            return rows;
        }

        /** The scope tree, as the endpoint reads it. */
        public PublishedScopes scopes() {
            return PublishedUnits.read(
                    driver.getKeyValueStore(plan.stores().definitions().name()));
        }

        private <V> List<V> read(Topic<?, V> topic) {
            return driver.createOutputTopic(
                            topic.name(),
                            new ByteArrayDeserializer(),
                            topic.value().deserializer())
                    .readValuesToList();
        }

        @Override
        public void close() {
            driver.close();
        }
    }
}
