package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.SubmittedEvent;
import io.probity.serde.WireFormat;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry away while events flow whose schema nobody has read yet: they wait, and nothing else happens to them. {@code
 * -Dprobity.chaos.outage.seconds=60} makes a minute of it.
 */
class RegistryOutageIT {
    private static final int OUTAGE_SECONDS = Integer.getInteger("probity.chaos.outage.seconds", 20);
    private static final int EVENTS = 400;

    @TempDir
    private static Path folder;

    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(folder);
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void refuses_nothing_and_loses_nothing_while_the_registry_is_away() throws Exception {
        var schema = newerSchema();
        int id = site.avro().registry().register("audit.events-value", schema);
        // waits for less than the outage, so that the thread's death and replacement is part of what is tried
        var pipeline = site.pipeline("pipeline", "registry.wait.ms=" + OUTAGE_SECONDS * 250)
                .awaitReady();
        try {
            send(load(0, EVENTS, id, schema, false));
            Balances.awaitEven(site, pipeline, EVENTS);

            assertThat(events())
                    .as("events before the outage; reading them here teaches this test the old schemas")
                    .isEqualTo(EVENTS);
            site.registry().kill();
            long began = System.nanoTime();
            send(load(EVENTS, 2 * EVENTS, id, schema, true));
            long most = 0;
            while (Duration.ofNanos(System.nanoTime() - began).toSeconds() < OUTAGE_SECONDS) {
                assertThat(pipeline.health("live"))
                        .as("liveness during the outage")
                        .isEqualTo(200);
                most = Math.max(most, events());
                Site.pause(1_000);
            }
            long during = most - EVENTS;
            Site.say("RegistryOutageIT: %d of %d events went on during the outage".formatted(during, EVENTS));

            site.registry().restart();
            long back = System.nanoTime();
            Balances.awaitEven(site, pipeline, 2 * EVENTS);
            pipeline.awaitReady();
            Site.say("RegistryOutageIT: away for %d s, all accounted for %.1f s after its return"
                    .formatted(
                            OUTAGE_SECONDS,
                            Duration.ofNanos(System.nanoTime() - back).toMillis() / 1000.0));
        } finally {
            pipeline.close();
        }
        assertThat(leaves(LeafKind.REJECTION)).as("refusals").isZero();
        assertThat(leaves(LeafKind.DUPLICATE)).as("duplicates").isZero();
        assertThat(events()).isEqualTo(2 * EVENTS);
        assertThat(site.committed().bytes("audit.rejected")).isEmpty();
    }

    /** What a producer writes that was compiled a version later. */
    private static Schema newerSchema() {
        var fields = new ArrayList<Schema.Field>();
        for (var field : SubmittedEvent.getClassSchema().getFields()) {
            fields.add(new Schema.Field(field, field.schema()));
        }
        fields.add(new Schema.Field(
                "addedLater",
                SchemaBuilder.unionOf().nullType().and().stringType().endUnion(),
                null,
                Schema.Field.NULL_DEFAULT_VALUE));
        var old = SubmittedEvent.getClassSchema();
        return Schema.createRecord(old.getName(), old.getDoc(), old.getNamespace(), false, fields);
    }

    /** Events, every second one in Avro where the newer schema is used, all in JSON where it is not. */
    private static List<Sent> load(int from, int to, int schemaId, Schema schema, boolean newer) throws Exception {
        var load = new ArrayList<Sent>();
        for (int i = from; i < to; i++) {
            load.add(newer && i % 2 == 0 ? avro(i, schemaId, schema) : json(i));
        }
        return load;
    }

    private static Sent json(int i) {
        return Sent.json(Mixture.EVENTS, "team-" + i % 20, """
                {"id":"evt-%d","eventType":"resource_created","timestamp":"%s","userId":"alice","source":"platform"}""".formatted(i, Instant.now()));
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
        record.put("addedLater", "new");
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return new Sent(Mixture.EVENTS, "team-" + i % 20, WireFormat.frame(schemaId, bytes.toByteArray()));
    }

    private static void send(List<Sent> load) throws Exception {
        try (var sender = new Sender(site.bootstrapServers(), load, 200)) {
            sender.finish();
        }
    }

    private static long events() {
        return leaves(LeafKind.EVENT);
    }

    private static long leaves(LeafKind kind) {
        return site.committed().all("audit.sealed", SealedEntry.class).stream()
                .filter(leaf -> leaf.getKind() == kind)
                .count();
    }
}
