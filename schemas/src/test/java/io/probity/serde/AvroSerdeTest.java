package io.probity.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.probity.model.AuditEvent;
import io.probity.model.SubmittedEvent;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.registry.RegistryStub;
import io.probity.registry.RegistryUnavailableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
    private static final Schema THING = SchemaBuilder.record("Thing")
            .namespace("com.acme")
            .fields()
            .requiredString("id")
            .optionalInt("size")
            .endRecord();
    private static final GenericRecord THING_1 =
            new GenericRecordBuilder(THING).set("id", "1").set("size", 7).build();

    private final RegistryStub stub = new RegistryStub();

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void isMadeByClassNameAndWritesUnderTheTopicsSubject() throws Exception {
        AvroSerde<IndexedRecord> serde = new AvroSerde<>();
        assertThat(Utils.newInstance("io.probity.serde.AvroSerde", Serde.class)).isInstanceOf(AvroSerde.class);
        serde.configure(config("specific.avro.reader", true), false);

        var bytes = serde.serializer().serialize("audit.accepted", SampleRecords.auditEvent());

        assertThat(serde.deserializer().deserialize("audit.accepted", bytes)).isEqualTo(SampleRecords.auditEvent());
        assertThat(stub.requests()).contains("POST /subjects/audit.accepted-value/versions");
        serde.close();
    }

    @Test
    void readsAndWritesGenericRecords() {
        try (var serde = serde(true)) {
            var bytes = serde.serializer().serialize("things", THING_1);

            assertThat(serde.deserializer().deserialize("things", bytes)).isEqualTo(THING_1);
            assertThat(serde.serializer()
                            .serialize("things", serde.deserializer().deserialize("things", bytes)))
                    .as("passed on, it is the same version")
                    .isEqualTo(bytes);
            assertThat(stub.requests()).first().isEqualTo("POST /subjects/things-key/versions");
        }
    }

    @Test
    void letsNullBeNull() {
        try (var serde = serde(false)) {
            assertThat(serde.serializer().serialize("t", null)).isNull();
            assertThat(serde.deserializer().deserialize("t", null)).isNull();
        }
    }

    @Test
    void namesSubjectsAsTheStrategySays() {
        for (var strategy : new String[] {"RecordNameStrategy", "TopicRecordNameStrategy"}) {
            try (var serde =
                    serde(false, "value.subject.name.strategy", "io.confluent.kafka.serializers.subject." + strategy)) {
                serde.serializer().serialize("things", THING_1);
            }
        }
        assertThat(stub.requests())
                .containsExactly(
                        "POST /subjects/com.acme.Thing/versions", "POST /subjects/things-com.acme.Thing/versions");
    }

    @Test
    void addsNoVersionsIfItMayNot() {
        try (var serde = serde(false, "auto.register.schemas", false)) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> serde.serializer().serialize("things", THING_1))
                    .withMessageContaining("things");
        }
        assertThat(stub.requests()).containsExactly("POST /subjects/things-value");
    }

    @Test
    void writesWithTheLatestVersionIfToldTo() {
        var wider = SchemaBuilder.record("Thing")
                .namespace("com.acme")
                .fields()
                .name("colour")
                .type()
                .stringType()
                .stringDefault("grey")
                .requiredString("id")
                .endRecord();
        try (var serde = serde(false)) {
            serde.serializer().serialize("things", THING_1);
            serde.serializer()
                    .serialize(
                            "things",
                            new GenericRecordBuilder(wider)
                                    .set("id", "2")
                                    .set("colour", "red")
                                    .build());
        }
        try (var serde = serde(false, "auto.register.schemas", false, "use.latest.version", true)) {
            var bytes = serde.serializer().serialize("things", THING_1);

            assertThat(WireFormat.schemaId(bytes)).isEqualTo(2);
            assertThat(serde.deserializer().deserialize("things", bytes))
                    .isEqualTo(new GenericRecordBuilder(wider)
                            .set("id", "1")
                            .set("colour", "grey")
                            .build());
        }
    }

    @Test
    void makesNoObjectsOfClassesThatASchemaMerelyNames() {
        var named = SchemaBuilder.record("java.lang.ProcessBuilder")
                .fields()
                .optionalString("x")
                .endRecord();
        try (var writing = serde(false);
                var reading = serde(false, "specific.avro.reader", true)) {
            var bytes = writing.serializer().serialize("t", new GenericRecordBuilder(named).build());

            assertThatExceptionOfType(UndecodableException.class)
                    .isThrownBy(() -> reading.deserializer().deserialize("t", bytes))
                    .matches(e -> e.fault() == DecodeFault.INCOMPATIBLE_SCHEMA);
        }
    }

    @Test
    void saysWhoseFaultItIs() {
        try (var serde = serde(false)) {
            assertThatExceptionOfType(UndecodableException.class)
                    .isThrownBy(() -> serde.deserializer().deserialize("t", new byte[] {1, 2, 3}));
            stub.goAway();
            assertThatExceptionOfType(RegistryUnavailableException.class)
                    .isThrownBy(() -> serde.serializer().serialize("t", THING_1));
            assertThatExceptionOfType(RegistryUnavailableException.class)
                    .isThrownBy(() -> serde.deserializer().deserialize("t", new byte[] {0, 0, 0, 0, 1, 0}));
        }
    }

    @Test
    void saysWhichSettingIsWrong() {
        var serde = new AvroSerde<IndexedRecord>();
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> serde.configure(Map.of(), false))
                .withMessageContaining("schema.registry.url");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> serde.configure(config("basic.auth.credentials.source", "SASL_INHERIT"), false))
                .withMessageContaining("basic.auth.credentials.source");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> serde.configure(config("value.subject.name.strategy", "MyStrategy"), false))
                .withMessageContaining("value.subject.name.strategy");
    }

    @Test
    void sharesOneClientBetweenTheSerdesOfTheProgram() {
        var serdes = new AvroSerdes(new InMemorySchemaRegistry(), RegistryConfig.from(config()));
        var serde = serdes.of(SubmittedEvent.class);
        var event = SampleRecords.submittedEvent();

        assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", event)))
                .isEqualTo(event);
        assertThat(serdes.registry().subjects()).containsExactly("t-value");
        assertThat(serdes.subject("t", serdes.codec(AuditEvent.class))).isEqualTo("t-value");
    }

    private Serde<IndexedRecord> serde(boolean isKey, Object... settings) {
        var serde = new AvroSerde<IndexedRecord>();
        serde.configure(config(settings), isKey);
        return serde;
    }

    private Map<String, Object> config(Object... settings) {
        var config = new HashMap<String, Object>(Map.of(
                "schema.registry.url",
                stub.url(),
                "registry.wait.ms",
                0,
                "http.read.timeout.ms",
                60_000,
                "http.connect.timeout.ms",
                60_000));
        for (int i = 0; i < settings.length; i += 2) {
            config.put((String) settings[i], settings[i + 1]);
        }
        return config;
    }
}
