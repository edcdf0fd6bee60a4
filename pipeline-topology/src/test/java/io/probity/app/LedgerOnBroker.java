package io.probity.app;

import io.probity.ledger.extent.ExtentStage;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Entry;
import io.probity.model.Violation;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.rig.Committed;
import io.probity.rig.OneInstance;
import io.probity.serde.AvroSerdes;
import io.probity.wire.AvroDoor;
import io.probity.wire.EntryDoor;
import io.probity.wire.EntryKey;
import io.probity.wire.Partitioning;
import io.probity.wire.Stores;
import io.probity.wire.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;

/** The ledger alone, running on a broker as an instance runs it: threads, exactly-once, stores on disk. */
public final class LedgerOnBroker implements AutoCloseable {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Partitioning partitioning;
    private final AvroSerdes avro;
    private final Blueprint plan;
    private final EntryDoor door;
    private final Map<String, Object> config;
    private final Map<Integer, Long> sent = new HashMap<>();
    private final List<Future<RecordMetadata>> sending = new ArrayList<>();
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaStreams streams;

    /**
     * Makes its topics, and begins to run.
     *
     * @param bootstrap of a broker that nothing else is on
     */
    public LedgerOnBroker(Path folder, String bootstrap, int partitions)
            throws IOException, InterruptedException, ExecutionException {
        var flags = OneInstance.settings(folder, bootstrap, "http://nowhere:1");
        flags.put("generation.partitions", String.valueOf(partitions));
        flags.put("threads", "2");
        var settings = Settings.of(null, Map.of(), flags);
        partitioning = new Partitioning(partitions);
        avro = new AvroSerdes(registry, RegistryConfig.from(settings.registry()));
        var keys = Keys.ofTheLedger(settings);
        plan = Blueprint.ofTheLedger(settings, avro, keys, Stores.standard());
        var codec = avro.codec(Entry.class);
        door = new AvroDoor(codec, avro.subject(log(), codec), keys.intake());
        config = plan.configs().pipeline();
        admin = Admin.create(plan.configs().admin());
        TopicAdmin.of(admin, settings).ensure(plan.shapes());
        producer = new KafkaProducer<>(plan.configs().writer(), new ByteArraySerializer(), new ByteArraySerializer());
        var properties = new Properties();
        properties.putAll(config);
        var all = IntStream.range(0, partitions).boxed().collect(Collectors.toMap(it -> it, it -> Long.MAX_VALUE));
        var topology = plan.spine().replay(new TopologyConfig(new StreamsConfig(properties)), new ExtentStage(all));
        streams = new KafkaStreams(topology, properties);
        streams.start();
    }

    private String log() {
        return plan.topics().accepted().name();
    }

    /** The partition of what concerns one subject. */
    public int partition(EntryKey key) {
        return partitioning.of(key.key());
    }

    /** Puts an entry at the end of its partition, or of all, signed as the intake does it. */
    public void take(EntryKey key, Entry entry) {
        for (int partition = 0; partition < partitioning.partitions(); partition++) {
            if (key.everywhere() || partition == partition(key)) {
                var signed = door.sign(key.key(), entry);
                var record = new ProducerRecord<>(log(), partition, key.key(), signed.wire());
                record.headers().add(EntryDoor.MAC_HEADER, signed.mac());
                sending.add(producer.send(record));
                sent.merge(partition, 1L, Long::sum);
            }
        }
    }

    /** Waits until all that was put into the log has been taken. */
    public void await() throws InterruptedException, ExecutionException {
        for (var record : sending) {
            record.get();
        }
        var position = new LedgerPosition(admin, log(), partitioning.partitions());
        var application = String.valueOf(config.get(StreamsConfig.APPLICATION_ID_CONFIG));
        OneInstance.await(() -> "the ledger takes " + sent + ", it is " + streams.state(), () -> {
            try {
                var at = position.of(application);
                return sent.entrySet().stream().allMatch(it -> at.getOrDefault(it.getKey(), 0L) >= it.getValue());
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    public List<Adherence> adherence(int partition) {
        return read(plan.topics().adherence(), Adherence.class, partition);
    }

    public List<AdherenceChange> changes(int partition) {
        return read(plan.topics().adherenceChanges(), AdherenceChange.class, partition);
    }

    public List<Violation> violations(int partition) {
        return read(plan.topics().violations(), Violation.class, partition);
    }

    private <T extends SpecificRecord> List<T> read(Topic<?, ?> topic, Class<T> type, int partition) {
        var codec = avro.codec(type);
        var all = new ArrayList<T>();
        var bootstrap = String.valueOf(config.get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
        new Committed(bootstrap, avro).each(topic.name(), record -> {
            if (record.partition() == partition) {
                all.add(codec.decode(record.value()));
            }
        });
        return all;
    }

    @Override
    public void close() {
        streams.close();
        producer.close();
        admin.close();
        registry.close();
    }
}
