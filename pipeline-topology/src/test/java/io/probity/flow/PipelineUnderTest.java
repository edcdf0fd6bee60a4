package io.probity.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.app.Blueprint;
import io.probity.app.Keys;
import io.probity.app.ProtectSettings;
import io.probity.app.Settings;
import io.probity.canonical.Hmac;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.keys.KeyRing;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.AuditEvent;
import io.probity.model.Balance;
import io.probity.model.Command;
import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.Entry;
import io.probity.model.NonAdherence;
import io.probity.model.Rejection;
import io.probity.model.ReviewRequest;
import io.probity.model.Rollup;
import io.probity.model.SealedEntry;
import io.probity.model.SubjectPosture;
import io.probity.model.TreeHead;
import io.probity.model.Violation;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroSerdes;
import io.probity.wire.AvroDoor;
import io.probity.wire.EntryDoor;
import io.probity.wire.Stores;
import io.probity.wire.Topic;
import io.probity.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The real topology, with its real rooms and no broker under it. One per test. It has one partition, and a clock that moves
 * only when told: {@link #NOON} at the start, with the log's first tick behind it.
 */
public final class PipelineUnderTest implements AutoCloseable {
    /** A Monday. */
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** Where the controls are that ship. */
    public static final Path SHIPPED = Path.of("..", "controls");

    private static final Duration BEAT = Duration.ofMillis(125);

    private final SchemaRegistryClient registry = new InMemorySchemaRegistry();
    private final Blueprint plan;
    private final AvroSerdes avro;
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final Map<String, Balance> balance = new TreeMap<>();
    private final Map<String, Rollup> rollups = new TreeMap<>();
    private Instant now = NOON;
    private int publishes;

    public PipelineUnderTest() {
        this(Map.of());
    }

    /** With settings that differ from the defaults. */
    public PipelineUnderTest(Map<String, String> differing) {
        this(differing, Stores.inMemory());
    }

    /** One whose log has no time yet. */
    static PipelineUnderTest beforeTheFirstTick() {
        return new PipelineUnderTest(Map.of(), Stores.inMemory(), false);
    }

    /** With stores that differ as well. */
    public PipelineUnderTest(Map<String, String> differing, Stores stores) {
        this(differing, stores, true);
    }

    private PipelineUnderTest(Map<String, String> differing, Stores stores, boolean ticking) {
        var settings = settings(differing);
        avro = new AvroSerdes(registry, RegistryConfig.from(settings.registry()));
        plan = new Blueprint(settings, avro, keys(settings), stores);
        var config = new Properties();
        config.putAll(settings.kafka());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "under-test");
        driver = new TopologyTestDriver(plan.pipeline(), config, NOON);
        if (ticking) {
            tick();
        }
    }

    /** The settings of a test: one partition, as the driver has. */
    public static Settings settings(Map<String, String> differing) {
        var flags = new HashMap<String, String>();
        flags.put("kafka.bootstrap.servers", "nowhere:0");
        flags.put("schema.registry.url", "http://nowhere:1");
        flags.put("generation.partitions", "1");
        flags.put("protect.mode", "off"); // most tests look at what an event says
        flags.putAll(differing);
        return Settings.of(null, Map.of(), flags);
    }

    private static Keys keys(Settings settings) {
        var known = keys();
        var ring = ProtectSettings.of(settings).isOn() ? KeyRing.known(new byte[32]) : null;
        return new Keys(known.intake(), known.content(), ring);
    }

    /** Keys that everybody knows. */
    public static Keys keys() {
        return new Keys(new Hmac(new byte[32]), new byte[32], null);
    }

    /** The clock. */
    public Instant now() {
        return now;
    }

    public Topics topics() {
        return plan.topics();
    }

    public AvroSerdes avro() {
        return avro;
    }

    public SchemaRegistryClient registry() {
        return registry;
    }

    // --- ways in ---

    /** A record on a source's topic, stamped by the clock. */
    public void receive(String topic, String json) {
        receive(topic, null, json.getBytes(UTF_8), Map.of());
    }

    /** The same, in all its parts. */
    public void receive(String topic, byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
        var all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        pipe(topic, key, value, all);
    }

    /** The door of the log, as the intake signs at it. */
    public EntryDoor door() {
        var codec = avro.codec(Entry.class);
        return new AvroDoor(codec, avro.subject(topics().accepted().name(), codec), new Hmac(new byte[32]));
    }

    /** A record that somebody writes to the log past the intake, and that is signed. */
    public void slipIn(byte[] key, EntryDoor.Signed signed) {
        slipIn(key, signed.wire(), new RecordHeaders().add(EntryDoor.MAC_HEADER, signed.mac()));
    }

    /** A record that somebody writes to the log past the intake. */
    public void slipIn(byte[] key, byte[] value, Headers headers) {
        pipe(topics().accepted().name(), key, value, headers);
    }

    /** A row of a reference table. */
    public <V> void tell(Topic<String, V> table, String key, V row) {
        pipe(
                table.name(),
                key.getBytes(UTF_8),
                table.value().serializer().serialize(table.name(), row),
                new RecordHeaders());
    }

    /** One definition, as its publisher sends it; a commit among others. */
    public void define(Definition definition) {
        var codec = avro.codec(Definition.class);
        var name = topics().definitions().name();
        pipe(
                name,
                (definition.getKind() + "/" + definition.getId()).getBytes(UTF_8),
                codec.encode(avro.subject(name, codec), definition),
                new RecordHeaders());
    }

    /** One order, as who gives it sends it. */
    public void order(Command command) {
        var codec = avro.codec(Command.class);
        var name = topics().commands().name();
        pipe(
                name,
                command.getViolation().getBytes(UTF_8),
                codec.encode(avro.subject(name, codec), command),
                new RecordHeaders());
    }

    /** A whole publish and its commit. */
    public void publish(String yaml) {
        publication(yaml).forEach(this::define);
    }

    /** The records of a publish, the commit last. */
    public List<Definition> publication(String yaml) {
        return publication(List.of(CatalogFile.parse("test", yaml)));
    }

    /** The catalog that ships. */
    public void publishShipped() {
        try {
            publication(CatalogFile.read(List.of(SHIPPED))).forEach(this::define);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Definition> publication(List<CatalogFile> files) {
        files.forEach(file -> assertThat(file.problems()).isEmpty());
        return Definitions.publish(CatalogFile.together(files), "publish-" + ++publishes);
    }

    private void pipe(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        inputs.computeIfAbsent(
                        topic,
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(key, value, headers, now));
    }

    // --- the clock ---

    /** The log's clock beats once. */
    public void tick() {
        pass(BEAT);
    }

    /** Time passes, and then the clock beats, once however long it was. */
    public void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    // --- ways out: each gives what came since it was last asked ---

    public List<SealedEntry> sealed() {
        return read(topics().sealed());
    }

    /** How far the log has grown, each time that it was told. */
    public List<TreeHead> heads() {
        return read(topics().heads());
    }

    /** The events of the log, at home with their subjects, in its order. */
    public List<AuditEvent> events() {
        return sealed().stream()
                .map(leaf -> Objects.requireNonNull(leaf.getEntry()).getBody())
                .filter(AuditEvent.class::isInstance)
                .map(AuditEvent.class::cast)
                .toList();
    }

    /** Those of one type. */
    public List<AuditEvent> events(String type) {
        return events().stream()
                .filter(event -> event.getEventType().equals(type))
                .toList();
    }

    public List<Rejection> rejected() {
        return read(topics().rejected());
    }

    public List<Decision> decisions() {
        return read(topics().decisions());
    }

    public List<Adherence> adherence() {
        return read(topics().adherence());
    }

    public List<AdherenceChange> changes() {
        return read(topics().adherenceChanges());
    }

    /** How subjects stand as a whole, each time that it changed. */
    public List<SubjectPosture> postures() {
        return read(topics().posture());
    }

    public List<NonAdherence> intervals() {
        return read(topics().intervals());
    }

    public List<Violation> violations() {
        return read(topics().violations());
    }

    public List<ReviewRequest> reviews() {
        return read(topics().reviews());
    }

    public List<byte[]> findings() {
        return read(topics().findings());
    }

    /** What stands on audit.rollups by key, of what came since {@link #forgetRollups}. */
    public Map<String, Rollup> rollups() {
        changedRollups();
        return rollups;
    }

    /** How many records came on audit.rollups since it was last asked. */
    public int changedRollups() {
        var came = driver.createOutputTopic(
                        topics().rollups().name(),
                        Serdes.String().deserializer(),
                        topics().rollups().value().deserializer())
                .readKeyValuesToList();
        came.forEach(it -> {
            if (it.value == null) {
                rollups.remove(it.key);
            } else {
                rollups.put(it.key, it.value);
            }
        });
        return came.size();
    }

    public void forgetRollups() {
        changedRollups();
        rollups.clear();
    }

    /** The headers of what came on a topic, name to text; the records themselves are then read. */
    public List<Map<String, String>> headers(Topic<?, ?> topic) {
        return driver
                .createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(record -> texts(record.headers()))
                .toList();
    }

    private static Map<String, String> texts(Headers headers) {
        var texts = new TreeMap<String, String>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
        return texts;
    }

    /** What stands on audit.balance by source, once every count has been told. */
    public Map<String, Balance> balance() {
        pass(Duration.ofSeconds(1));
        tick();
        read(topics().balance()).forEach(it -> balance.put(it.getSource(), it));
        return balance;
    }

    /** What stands on audit.balance for a source that something came from. */
    public Balance balance(String source) {
        return Objects.requireNonNull(balance().get(source), source);
    }

    private <V> List<V> read(Topic<?, V> topic) {
        return driver.createOutputTopic(
                        topic.name(), new ByteArrayDeserializer(), topic.value().deserializer())
                .readValuesToList();
    }

    /** What came so far is as expected and not looked at. */
    public void forget() {
        outputs().forEach(this::read);
    }

    /** Nothing came that was not asked for. The balance is left out: it moves with every record. Postures are: they follow from the rest. */
    public void andNothingMore() {
        for (var topic : outputs()) {
            assertThat(read(topic)).as(topic.name()).isEmpty();
        }
    }

    private List<Topic<?, ?>> outputs() {
        var all = topics();
        return List.of(
                all.rejected(),
                all.sealed(),
                all.decisions(),
                all.adherence(),
                all.adherenceChanges(),
                all.intervals(),
                all.violations(),
                all.reviews());
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
