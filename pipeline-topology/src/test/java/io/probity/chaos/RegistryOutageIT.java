package io.probity.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.SubmittedEvent;
import io.probity.model.UserRow;
import io.probity.serde.WireFormat;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry away for a minute while events and a reference row come whose schemas nobody has read yet: they wait, and nothing
 * else happens to them. {@code -Dprobity.chaos.outage.seconds=10} makes it short.
 */
@TestMethodOrder(OrderAnnotation.class)
class RegistryOutageIT {
    private static final int OUTAGE_SECONDS = Integer.getInteger("probity.chaos.outage.seconds", 60);
    private static final int EVENTS = 400;
    private static final String USERS = "audit.context.users";

    /** Shorter than the outage, so that a thread's death and replacement is part of what is tried. */
    private static final String WAIT = "registry.wait.ms=" + OUTAGE_SECONDS * 250;

    @TempDir
    private static Path folder;

    @AutoClose
    private static Site site;

    /** Events that were sent to be seen with a row. */
    private static int probes;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(folder);
    }

    @Test
    @Order(1)
    void refuses_nothing_and_loses_nothing_while_the_registry_is_away() throws Exception {
        var schema = newer(SubmittedEvent.getClassSchema(), "addedLater");
        int id = site.avro().registry().register("audit.events-value", schema);
        var pipeline = site.pipeline("pipeline", WAIT).awaitReady();
        try {
            byte[] bobsRow = row("bob", newer(UserRow.getClassSchema(), "addedLater"));
            tell("alice", row("alice", UserRow.getClassSchema()));
            tell("alice", "this is no row".getBytes(UTF_8));
            awaitEventWithRowOf("alice");
            assertThat(pipeline.meter(
                            "probity_context_unreadable_total{reason=\"malformed_avro\",topic=\"" + USERS + "\"}"))
                    .as("rows that nobody can read, on /metrics")
                    .isEqualTo(1);

            send(load(0, EVENTS, id, schema, false));
            Balances.awaitEven(site, pipeline, EVENTS + probes);
            assertThat(events())
                    .as("events before the outage; reading them here teaches this test the old schemas")
                    .isEqualTo(EVENTS + probes);

            site.registry().kill();
            long began = System.nanoTime();
            tell("bob", bobsRow);
            send(load(EVENTS, 2 * EVENTS, id, schema, true));
            long most = 0;
            while (Duration.ofNanos(System.nanoTime() - began).toSeconds() < OUTAGE_SECONDS) {
                assertThat(pipeline.health("live"))
                        .as("liveness during the outage")
                        .isEqualTo(200);
                most = Math.max(most, events());
                Site.pause(1_000);
            }
            Site.say("RegistryOutageIT: %d of %d events went on during the outage"
                    .formatted(most - EVENTS - probes, EVENTS));
            assertThat(pipeline.said(USERS + ", partition 0, offset 2 waits for the schema registry"))
                    .as("word of the row that waits")
                    .isEqualTo(1);

            site.registry().restart();
            long back = System.nanoTime();
            Balances.awaitEven(site, pipeline, 2 * EVENTS + probes);
            pipeline.awaitReady();
            Site.say("RegistryOutageIT: away for %d s, all accounted for %.1f s after its return"
                    .formatted(
                            OUTAGE_SECONDS,
                            Duration.ofNanos(System.nanoTime() - back).toMillis() / 1000.0));
            awaitEventWithRowOf("bob");
        } finally {
            pipeline.close();
        }
        assertThat(leaves(LeafKind.REJECTION)).as("refusals").isZero();
        assertThat(leaves(LeafKind.DUPLICATE)).as("duplicates").isZero();
        assertThat(events()).isEqualTo(2 * EVENTS + probes);
        assertThat(departments())
                .as("every event of hers, those of the outage too")
                .hasSize(2 * EVENTS)
                .containsOnly("department of alice");
        assertThat(site.committed().bytes("audit.rejected")).isEmpty();
    }

    /** Both kinds of waiting at once: a stream thread's for an event, the global thread's for a row. */
    @Test
    @Order(2)
    void ends_in_good_order_while_it_waits() throws Exception {
        var schema = newer(SubmittedEvent.getClassSchema(), "addedLast");
        int id = site.avro().registry().register("audit.events-value", schema);
        byte[] row = row("carol", newer(UserRow.getClassSchema(), "addedLast"));
        var pipeline = site.pipeline("pipeline", WAIT).awaitReady();
        try {
            long waits = pipeline.said("schema registry is away, waiting");
            long rows = pipeline.said("waits for the schema registry");
            site.registry().kill();
            send(List.of(avro(2 * EVENTS, id, schema)));
            Site.await(
                    "a thread to wait for the event", () -> pipeline.said("schema registry is away, waiting") > waits);
            tell("carol", row);
            Site.await("the row to wait", () -> pipeline.said("waits for the schema registry") > rows);

            assertThat(pipeline.end()).as("exit code after SIGTERM").isEqualTo(143);
            assertThat(pipeline.said("did not end within")).isZero();
        } finally {
            pipeline.close();
        }
    }

    @Test
    @Order(3)
    void does_not_start_without_a_registry_and_says_so() throws Exception {
        assertThat(site.run("late", "run", "--set", "registry.wait.ms=1000")).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("late.log")))
                .contains("probity run: ")
                .contains("no answer within 1000 ms")
                .contains(site.registry().url())
                .doesNotContain("\tat ");
    }

    /** What a producer writes that was compiled a version later. */
    private static Schema newer(Schema old, String added) {
        var fields = new ArrayList<Schema.Field>();
        for (var field : old.getFields()) {
            fields.add(new Schema.Field(field, field.schema()));
        }
        fields.add(new Schema.Field(
                added,
                SchemaBuilder.unionOf().nullType().and().stringType().endUnion(),
                null,
                Schema.Field.NULL_DEFAULT_VALUE));
        return Schema.createRecord(old.getName(), old.getDoc(), old.getNamespace(), false, fields);
    }

    /** A row of the users' table, framed; its schema is registered. */
    private static byte[] row(String user, Schema schema) throws Exception {
        var record = new GenericRecordBuilder(schema)
                .set("id", user)
                .set("roles", List.of("admin"))
                .set("department", "department of " + user)
                .build();
        return framed(site.avro().registry().register(USERS + "-value", schema), record);
    }

    private static void tell(String user, byte[] row) throws Exception {
        send(List.of(new Sent(USERS, "default|" + user, row)));
    }

    /** Sends events of a user, one after the other, until one was given what the table says of the user. */
    private static void awaitEventWithRowOf(String user) {
        Site.await("an event with the row of " + user, () -> {
            var id = "probe-" + user + "-" + probes++;
            send(List.of(json(id, user)));
            Site.await("event " + id, () -> event(id).isPresent());
            return event(id).orElseThrow().getContext().getUser() != null;
        });
    }

    /** Events, every second one in Avro where the newer schema is used, all in JSON where it is not. */
    private static List<Sent> load(int from, int to, int schemaId, Schema schema, boolean newer) throws Exception {
        var load = new ArrayList<Sent>();
        for (int i = from; i < to; i++) {
            load.add(newer && i % 2 == 0 ? avro(i, schemaId, schema) : json("evt-" + i, "alice"));
        }
        return load;
    }

    private static Sent json(String id, String user) {
        return Sent.json(Mixture.EVENTS, "team-" + id, """
                {"id":"%s","eventType":"resource_created","timestamp":"%s","userId":"%s","source":"platform"}""".formatted(id, Instant.now(), user));
    }

    private static Sent avro(int i, int schemaId, Schema schema) throws Exception {
        var known = SubmittedEvent.newBuilder()
                .setId("evt-" + i)
                .setEventType("resource_created")
                .setTimestamp(Instant.now())
                .setUserId("alice")
                .setSource("platform")
                .build();
        var record = new GenericData.Record(schema);
        for (var field : known.getSchema().getFields()) {
            record.put(field.name(), known.get(field.pos()));
        }
        record.put("timestamp", Instant.now().toEpochMilli() * 1_000);
        return new Sent(Mixture.EVENTS, "team-" + i % 20, framed(schemaId, record));
    }

    private static byte[] framed(int schemaId, GenericRecord record) throws Exception {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return WireFormat.frame(schemaId, bytes.toByteArray());
    }

    private static void send(List<Sent> load) {
        try (var sender = new Sender(site.bootstrapServers(), load, 200)) {
            sender.finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static long events() {
        return leaves(LeafKind.EVENT);
    }

    private static long leaves(LeafKind kind) {
        return sealed().filter(leaf -> leaf.getKind() == kind).count();
    }

    private static Stream<SealedEntry> sealed() {
        return site.committed().all("audit.sealed", SealedEntry.class).stream();
    }

    private static Stream<AuditEvent> sealedEvents() {
        return sealed().filter(leaf -> leaf.getKind() == LeafKind.EVENT).map(leaf ->
                (AuditEvent) Objects.requireNonNull(leaf.getEntry()).getBody());
    }

    private static Optional<AuditEvent> event(String id) {
        return sealedEvents().filter(it -> id.equals(it.getId())).findFirst();
    }

    /** What the events say of the department, those by which the test felt its way apart; "none" where one says nothing. */
    private static List<String> departments() {
        return sealedEvents()
                .filter(it -> !it.getId().startsWith("probe-"))
                .map(it -> it.getContext().getUser())
                .map(it -> it == null ? "none" : String.valueOf(it.getDepartment()))
                .toList();
    }
}
