package io.probity.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.probity.model.AuditEvent;
import io.probity.model.SubmittedEvent;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.IncompatibleSchemaException;
import io.probity.registry.RegistryStub;
import io.probity.registry.RegistryUnavailableException;
import io.probity.registry.SchemaRegistryClient;
import io.probity.registry.UnknownSchemaException;
import io.probity.serde.Decoded.Failed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class AvroCodecTest {
    private static final int MAX_BYTES = 100_000;

    private final SchemaRegistryClient registry = new InMemorySchemaRegistry();
    private final AvroCodec<AuditEvent> events = new AvroCodec<>(AuditEvent.class, registry, true, MAX_BYTES);
    private final AvroCodec<SubmittedEvent> submitted =
            new AvroCodec<>(SubmittedEvent.class, registry, true, MAX_BYTES);

    @Test
    void givesBackWhatItWasGiven() {
        assertThat(events.decode(events.encode("s", SampleRecords.auditEvent())))
                .isEqualTo(SampleRecords.auditEvent());
        assertThat(submitted.decode(submitted.encode("t", SampleRecords.submittedEvent())))
                .isEqualTo(SampleRecords.submittedEvent());
    }

    @Test
    void putsTheIdThatTheSubjectHasInFront() {
        registry.register(
                "other", SchemaBuilder.builder().record("Other").fields().endRecord());
        var bytes = events.encode("s", SampleRecords.auditEvent());

        assertThat(bytes).startsWith(0, 0, 0, 0, 2);
        assertThat(WireFormat.schemaId(bytes)).isEqualTo(registry.idOf("s", AuditEvent.getClassSchema()));
        assertThat(WireFormat.frame(2, events.encodePayload(SampleRecords.auditEvent())))
                .isEqualTo(bytes);
    }

    @Test
    void givesBackAPayloadWithoutHeader() {
        assertThat(events.tryDecodePayload(events.encodePayload(SampleRecords.auditEvent()))
                        .orThrow())
                .isEqualTo(SampleRecords.auditEvent());
    }

    @Test
    void writesOnlyUnderASchemaThatTheSubjectHasUnlessItMayRegister() {
        var strict = new AvroCodec<>(AuditEvent.class, registry, false, MAX_BYTES);

        assertThatExceptionOfType(UnknownSchemaException.class)
                .isThrownBy(() -> strict.encode("s", SampleRecords.auditEvent()));
        assertThat(registry.subjects()).isEmpty();
    }

    @Test
    void outlivesTheRegistryOnceItIsPreRegistered() {
        try (var stub = new RegistryStub();
                var client = SchemaRegistryClient.from(Map.of(
                        "schema.registry.url",
                        stub.url(),
                        "registry.wait.ms",
                        0,
                        "http.read.timeout.ms",
                        60_000,
                        "http.connect.timeout.ms",
                        60_000))) {
            var codec = new AvroCodec<>(AuditEvent.class, client, true, MAX_BYTES);
            codec.preRegister("s");
            stub.goAway();

            assertThat(codec.decode(codec.encode("s", SampleRecords.auditEvent())))
                    .isEqualTo(SampleRecords.auditEvent());
            assertThatExceptionOfType(RegistryUnavailableException.class)
                    .isThrownBy(() -> codec.encode("unheard-of", SampleRecords.auditEvent()));
            assertThatExceptionOfType(RegistryUnavailableException.class)
                    .isThrownBy(() -> codec.tryDecode(new byte[] {0, 0, 0, 0, 9, 1}));
        }
    }

    @Test
    void asksTheRegistryOnceForManyRecordsOfOneSchema() {
        var asked = new AtomicInteger();
        var bytes = events.encode("s", SampleRecords.auditEvent());
        var counting = new DelegatingRegistry(registry) {
            @Override
            public Schema schemaOf(int id) {
                asked.incrementAndGet();
                return super.schemaOf(id);
            }
        };
        var codec = new AvroCodec<>(AuditEvent.class, counting, true, MAX_BYTES);
        codec.decode(bytes);
        codec.decode(bytes);

        assertThat(asked).hasValue(1);
    }

    @Test
    void reportsAnIdThatNobodyKnows() {
        var bytes = events.encode("s", SampleRecords.auditEvent());
        bytes[4] = 77;

        assertFault(events.tryDecode(bytes), DecodeFault.UNKNOWN_SCHEMA, "77");
    }

    @Test
    void reportsASchemaThatCannotBeReadAsOurs() {
        var bytes = submitted.encode("t", SampleRecords.submittedEvent());

        assertFault(events.tryDecode(bytes), DecodeFault.INCOMPATIBLE_SCHEMA, "io.probity.model.AuditEvent");
        assertFault(events.tryDecode(bytes), DecodeFault.INCOMPATIBLE_SCHEMA, "io.probity.model.AuditEvent");
    }

    /** A team has an id and a name, and a user needs no more than these. */
    @Test
    void readsNoRecordAsAnotherThoughItsFieldsWouldDo() {
        var teams = new AvroCodec<>(TeamRow.class, registry, true, MAX_BYTES);
        var users = new AvroCodec<>(UserRow.class, registry, true, MAX_BYTES);

        assertFault(
                users.tryDecode(teams.encode("t", new TeamRow("t1", "Analysts", null, null, null, null, List.of()))),
                DecodeFault.INCOMPATIBLE_SCHEMA,
                "io.probity.model.TeamRow, which is no io.probity.model.UserRow");
    }

    @Test
    void reportsBytesThatAreNoRecord() {
        var good = events.encode("s", SampleRecords.auditEvent());

        assertFault(events.tryDecode(new byte[0]), DecodeFault.MALFORMED, "too few for a header");
        assertFault(events.tryDecode(new byte[] {'{', 0, 0, 0, 1}), DecodeFault.MALFORMED, "byte 0 but with 123");
        assertFault(events.tryDecode(Arrays.copyOf(good, good.length - 1)), DecodeFault.MALFORMED, "are left");
        assertFault(events.tryDecode(Arrays.copyOf(good, 5)), DecodeFault.MALFORMED, "ends too early");
        assertFault(
                events.tryDecode(Arrays.copyOf(good, good.length + 3)), DecodeFault.MALFORMED, "3 bytes are left over");
        assertFault(events.tryDecode(new byte[MAX_BYTES + 1]), DecodeFault.TOO_LARGE, "100000 are allowed");
    }

    /** Neither for a record that is too large, nor for one that is none, whoever wrote it. */
    @Test
    void asksTheRegistryOnlyForWhatCouldBeRead() {
        var silent = new DelegatingRegistry(registry) {
            @Override
            public Schema schemaOf(int id) {
                throw new AssertionError("asked for schema " + id);
            }
        };
        var codec = new AvroCodec<>(AuditEvent.class, silent, true, MAX_BYTES);
        var writer = submitted.fingerprint();

        for (var large :
                List.of(codec.tryDecode(new byte[MAX_BYTES + 1]), codec.tryDecode(new byte[MAX_BYTES + 1], writer))) {
            assertFault(large, DecodeFault.TOO_LARGE, "100001 bytes, where 100000 are allowed");
        }
        assertFault(
                codec.tryDecode(new byte[] {'{', 0, 0, 0, 1}, writer), DecodeFault.MALFORMED, "byte 0 but with 123");
    }

    @Test
    void readsByTheWriterThatIsNamedAndNoOther() {
        var bytes = events.encode("s", SampleRecords.auditEvent());
        var lying = events.encode("s", SampleRecords.auditEvent());
        lying[4] = 77; // an id of no schema: the writer is our own, and known

        assertThat(events.tryDecode(lying, events.fingerprint()).orThrow()).isEqualTo(SampleRecords.auditEvent());
        assertFault(
                events.tryDecode(bytes, submitted.fingerprint()),
                DecodeFault.UNKNOWN_SCHEMA,
                "is not the one that the record was written with");
        assertFault(events.tryDecode(lying, submitted.fingerprint()), DecodeFault.UNKNOWN_SCHEMA, "77");
    }

    @Test
    void reportsTextThatIsNotUtf8InsteadOfMendingIt() {
        var good = events.encode("s", SampleRecords.auditEvent());
        good[6] = (byte) 0xff; // within the id, the first field

        assertFault(events.tryDecode(good), DecodeFault.MALFORMED, "not UTF-8");
    }

    @Test
    void keepsAReplacementCharacterThatWasReallyWritten() {
        var event = AuditEvent.newBuilder(SampleRecords.auditEvent())
                .setId("a\uFFFDb")
                .build();

        assertThat(events.decode(events.encode("s", event)).getId()).isEqualTo("a\uFFFDb");
    }

    @Test
    void readsAnOlderVersionWithDefaultsAndGoesOverWhatANewerOneAdds() {
        var text = SubmittedEvent.getClassSchema().toString();
        var newer = new Schema.Parser()
                .parse(
                        replaceFirst(
                                text,
                                "\"fields\":[{\"name\":\"id\"",
                                "\"fields\":[{\"name\":\"added\",\"type\":{\"type\":\"array\",\"items\":\"string\"}},{\"name\":\"id\""));
        int id = registry.register("newer", newer);
        var payload = submitted.encodePayload(SampleRecords.submittedEvent());
        var withAdded = new byte[payload.length + 4];
        withAdded[0] = 2; // one item, one letter, no more items
        withAdded[1] = 2;
        withAdded[2] = 'x';
        System.arraycopy(payload, 0, withAdded, 4, payload.length);

        assertThat(submitted.decode(WireFormat.frame(id, withAdded))).isEqualTo(SampleRecords.submittedEvent());
    }

    @Test
    void saysThatTheRegistryRefusedASchema() {
        registry.register(
                "s",
                SchemaBuilder.record("io.probity.model.AuditEvent")
                        .fields()
                        .requiredInt("x")
                        .endRecord());

        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> events.encode("s", SampleRecords.auditEvent()));
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        var bytes = events.encode("s", SampleRecords.auditEvent());
        var fresh = new AvroCodec<>(AuditEvent.class, registry, true, MAX_BYTES);
        Callable<Boolean> work = () -> {
            for (int i = 0; i < 500; i++) {
                if (!Arrays.equals(fresh.encode("s", fresh.decode(bytes)), bytes)) {
                    return false;
                }
            }
            return true;
        };
        var pool = Executors.newFixedThreadPool(8);
        try {
            for (var result :
                    pool.invokeAll(Stream.generate(() -> work).limit(8).toList())) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void assertFault(Decoded<?> decoded, DecodeFault fault, String detail) {
        assertThat(decoded).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.detail()).contains(detail);
        });
    }

    /** The outermost record comes first. */
    private static String replaceFirst(String text, String what, String with) {
        int at = text.indexOf(what);
        assertThat(at).isPositive();
        return text.substring(0, at) + with + text.substring(at + what.length());
    }
}
