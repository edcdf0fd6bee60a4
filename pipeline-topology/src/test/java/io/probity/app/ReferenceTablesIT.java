package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.probity.enrich.EnrichStage;
import io.probity.enrich.Patience;
import io.probity.enrich.geo.GeoTable;
import io.probity.flow.PipelineUnderTest;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.registry.RegistryUnavailableException;
import io.probity.registry.SchemaRegistryClient;
import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.serde.WireFormat;
import io.probity.types.EventTypes;
import io.probity.wire.Partitioning;
import io.probity.wire.Stores;
import io.probity.wire.Topic;
import io.probity.wire.TopicShape;
import io.probity.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference tables on Kafka's own global thread, over a real broker: what a topology test does not have, namely that
 * thread's life and death, and the restore.
 */
class ReferenceTablesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String SUBJECT = "audit.context.users-value";

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;

    private final InMemorySchemaRegistry schemas = new InMemorySchemaRegistry();
    private final AtomicInteger askedInVain = new AtomicInteger();
    private volatile boolean away;

    private AvroSerdes avro;
    private Topics topics;
    private AvroCodec<UserRow> users;
    private String test;
    private Patience ending = new Patience();
    private @Nullable KafkaStreams running;

    @BeforeAll
    static void open() {
        broker = KafkaBroker.start(EnginesHere.orSkip(), folder.resolve("broker"));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void close() {
        if (broker != null) {
            producer.close();
            broker.close();
        }
    }

    @BeforeEach
    void prepare(TestInfo info) throws Exception {
        test = info.getTestMethod().orElseThrow().getName();
        avro = new AvroSerdes(absentAtTimes(), RegistryConfig.from(Map.of("schema.registry.url", "http://nowhere:1")));
        topics = topics(test);
        users = avro.codec(UserRow.class);
        var shapes = new TreeMap<String, TopicShape>();
        List.of(
                        topics.users(),
                        topics.teams(),
                        topics.calendars(),
                        topics.resources(),
                        topics.business(),
                        topics.lifecycle(),
                        topics.aliases(),
                        topics.posture())
                .forEach(it -> shapes.put(it.name(), it.shape()));
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicAdmin(admin, 1, 1).ensure(shapes);
        }
    }

    /** The pipeline's topics, that of the users under a name of the test's own. */
    private Topics topics(String test) {
        var all = Topics.with(avro, new Partitioning(1), "");
        var users = all.users();
        return new Topics(
                all.own(),
                new Topic<>(users.name() + '.' + test, users.record(), users.key(), users.value(), users.shape(), null),
                all.teams(),
                all.calendars(),
                all.resources(),
                all.business(),
                all.lifecycle(),
                all.aliases(),
                all.scim(),
                all.definitions(),
                all.commands(),
                all.accepted(),
                all.rejected(),
                all.sealed(),
                all.heads(),
                all.decisions(),
                all.adherence(),
                all.adherenceChanges(),
                all.intervals(),
                all.posture(),
                all.violations(),
                all.findings(),
                all.reviews(),
                all.rollups(),
                all.balanceParts(),
                all.balance());
    }

    @AfterEach
    void end() {
        away = false;
        if (running != null) {
            running.close(PATIENCE);
        }
    }

    @Test
    void outlivesRowsThatCannotBeReadAndKeepsWhatStoodUnderTheirKeys() throws Exception {
        running = start("state");
        tell("alice", row("engines"));
        tellWhatNobodyCanRead("alice");
        tell("sentinel", row("engines"));

        await("the row behind them", () -> department("sentinel") != null);
        assertThat(running.state()).isEqualTo(KafkaStreams.State.RUNNING);
        assertThat(department("alice")).isEqualTo("engines");
        assertThat(unreadable())
                .isEqualTo(Map.of(
                        "incompatible_schema",
                        1.0,
                        "invalid_field",
                        2.0,
                        "malformed_avro",
                        3.0,
                        "unknown_schema",
                        1.0));
    }

    @Test
    void restoresWithoutWhatCannotBeRead() throws Exception {
        tell("alice", row("engines"));
        tellWhatNobodyCanRead("alice");
        running = start("from the first record on");
        assertThat(running.state()).isEqualTo(KafkaStreams.State.RUNNING);
        assertThat(department("alice")).isEqualTo("engines");
        running.close(PATIENCE);

        tellWhatNobodyCanRead("alice");
        tell("bob", row("brakes"));
        running = start("from the first record on");
        assertThat(department("bob")).as("told while nobody listened").isEqualTo("brakes");
        assertThat(department("alice")).isEqualTo("engines");
    }

    @Test
    void waitsForTheRegistryAndThenTakesTheRow() throws Exception {
        running = start("state");
        tell("alice", row("engines"));
        await("a row before the outage", () -> department("alice") != null);

        away = true;
        tell("alice", newer("brakes"));
        tell("bob", row("engines"));
        await("the registry to be asked again and again", () -> askedInVain.get() >= 4);
        assertThat(running.state()).isEqualTo(KafkaStreams.State.RUNNING);
        assertThat(department("alice")).as("what is known meanwhile").isEqualTo("engines");
        assertThat(department("bob")).as("behind the row that waits").isNull();

        away = false;
        await("the row behind the one that waited", () -> department("bob") != null);
        assertThat(department("alice")).isEqualTo("brakes");
        assertThat(unreadable()).isEmpty();
    }

    @Test
    void endsWhenToldWhileItWaitsAndReadsTheRowAfterTheNextStart() throws Exception {
        running = start("state");
        tell("alice", row("engines"));
        await("a row before the outage", () -> department("alice") != null);
        away = true;
        tell("alice", newer("brakes"));
        await("the registry to be asked", () -> askedInVain.get() > 0);

        assertThat(running.close(PATIENCE)).as("ended in good order").isTrue();
        assertThat(running.state()).isEqualTo(KafkaStreams.State.NOT_RUNNING);

        away = false;
        running = start("state");
        assertThat(department("alice")).isEqualTo("brakes");
    }

    @Test
    void endsWhenToldWhileItWaitsInItsRestore() throws Exception {
        tell("alice", row("engines"));
        tell("alice", newer("brakes"));
        away = true;
        var streams = new CompletableFuture<KafkaStreams>();
        var starting = Thread.ofPlatform().name("starting").start(() -> startOrFail("state", streams));
        await("the registry to be asked", () -> askedInVain.get() > 0);
        assertThat(starting.isAlive()).as("start waits for the tables").isTrue();

        ending.end();
        starting.join(PATIENCE);
        assertThat(starting.isAlive()).isFalse();
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(streams::get);

        away = false;
        running = start("state");
        assertThat(department("alice")).isEqualTo("brakes");
    }

    /** What a kill leaves on the disk: files that were written out while the store was open, and no word that it was closed. */
    @Test
    void startsFromWhatAKillLeavesOfALargeTable() throws Exception {
        running = start("state");
        for (int i = 0; i < 40; i++) {
            tell("user-" + i, row("x".repeat(900_000)));
        }
        await("the last row", () -> department("user-39") != null);
        try (var files = Files.walk(folder.resolve(test).resolve("state"))) {
            files.forEach(this::copyToWhatIsLeft);
        }
        running.close(PATIENCE);

        running = start("what is left");
        assertThat(department("user-0")).hasSize(900_000);
        assertThat(department("user-39")).hasSize(900_000);
    }

    private void copyToWhatIsLeft(Path file) {
        var left = folder.resolve(test).resolve("what is left");
        try {
            Files.copy(file, left.resolve(folder.resolve(test).resolve("state").relativize(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that no test is needed of what a table does with it. */
    @Test
    void theBrokerItselfRefusesARowWithoutAKey() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> send(null, framed(row("engines"))))
                .withCauseInstanceOf(InvalidRecordException.class);
    }

    // --- what is told ---

    private static UserRow row(String department) {
        return new UserRow("someone", null, List.of(), department, null, null, List.of(), null, null, List.of());
    }

    private void tell(String user, UserRow row) throws Exception {
        send("default|" + user, framed(row));
    }

    private void tell(String user, byte[] framed) throws Exception {
        send("default|" + user, framed);
    }

    private byte[] framed(UserRow row) {
        return users.encode(SUBJECT, row);
    }

    /** Three that are no Avro of the schema they name, one of another table, one of an unknown schema, two under no key. */
    private void tellWhatNobodyCanRead(String user) throws Exception {
        var good = framed(row("never"));
        int id = WireFormat.schemaId(good);
        tell(user, "{\"id\":\"alice\"}".getBytes(UTF_8));
        tell(user, WireFormat.frame(id, new byte[] {99, 98, 97}));
        tell(user, WireFormat.frame(id, new byte[] {-4, -1, -1, -1, 15}));
        tell(user, WireFormat.frame(4711, new byte[] {2, 97}));
        tell(
                user,
                avro.codec(TeamRow.class)
                        .encode("t", new TeamRow("alice", "Mallory", null, null, null, null, List.of())));
        send(user, good);
        send(null, new byte[] {-1, '|', 'a'}, good);
    }

    /** By a producer that was compiled a version later: the schema is registered, and nobody has read it yet. */
    private byte[] newer(String department) {
        var fields = users.schema().getFields().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        var schema = Schema.createRecord("UserRow", "a version later", "io.probity.model", false, fields);
        return WireFormat.frame(schemas.register(SUBJECT, schema), users.encodePayload(row(department)));
    }

    private void send(@Nullable String key, byte[] value) throws Exception {
        send(null, key == null ? null : key.getBytes(UTF_8), value);
    }

    private void send(@Nullable Integer partition, byte @Nullable [] key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topics.users().name(), partition, key, value))
                .get();
    }

    // --- what runs ---

    private KafkaStreams start(String state) {
        var settings = PipelineUnderTest.settings(Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "application.id",
                test,
                "state.dir",
                folder.resolve(test).resolve(state).toString()));
        var config = new ClientConfigs(settings).pipeline();
        ending = new Patience();
        return new Application(() -> tables(config), config, ending::end, () -> {}).start();
    }

    private Topology tables(Map<String, Object> config) {
        var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config)));
        new EnrichStage(topics, Stores.standard(), avro, EventTypes.of(List.of()), GeoTable::shipped, ending)
                .tables(builder);
        return builder.build();
    }

    private void startOrFail(String state, CompletableFuture<KafkaStreams> into) {
        try {
            into.complete(start(state));
        } catch (RuntimeException failed) {
            into.completeExceptionally(failed);
        }
    }

    private @Nullable String department(String user) {
        ReadOnlyKeyValueStore<String, UserRow> rows = Objects.requireNonNull(running)
                .store(StoreQueryParameters.fromNameAndType(
                        Stores.standard().users().name(), QueryableStoreTypes.keyValueStore()));
        var row = rows.get("default|" + user);
        return row == null ? null : row.getDepartment();
    }

    private Map<String, Double> unreadable() {
        var counts = new TreeMap<String, Double>();
        Objects.requireNonNull(running).metrics().forEach((name, metric) -> {
            if (name.name().equals("unreadable-total")) {
                assertThat(name.tags()).containsEntry("topic", topics.users().name());
                counts.merge(name.tags().get("reason"), (Double) metric.metricValue(), Double::sum);
            }
        });
        return counts;
    }

    /** The registry, which answers no question for a schema while it is away. */
    private SchemaRegistryClient absentAtTimes() {
        return (SchemaRegistryClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SchemaRegistryClient.class},
                (proxy, method, arguments) -> {
                    if (away && method.getName().equals("schemaOf")) {
                        askedInVain.incrementAndGet();
                        throw new RegistryUnavailableException("away, as the test wants it");
                    }
                    try {
                        return method.invoke(schemas, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static void await(String what, BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + PATIENCE + " in vain for " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
