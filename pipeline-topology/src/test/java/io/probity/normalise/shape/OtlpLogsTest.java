package io.probity.normalise.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.probity.model.Reason;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import io.probity.normalise.Normalised;
import io.probity.normalise.Sources;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpLogsTest {
    private static final JsonReader JSON = JsonReader.standard();
    private final OtlpLogs logs = new OtlpLogs();

    @Test
    void readsProtobufAsItReadsJson() {
        var record = LogRecord.newBuilder()
                .setTimeUnixNano(1_772_357_400_000_000_000L)
                .setEventName("user.role.granted")
                .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex("4bf92f3577b34da6a3ce929d0e0e4736")))
                .setBody(AnyValue.newBuilder()
                        .setKvlistValue(KeyValueList.newBuilder().addValues(pair("times", whole(3)))))
                .addAttributes(pair("user.id", text("u-7")))
                .addAttributes(pair(
                        "roles",
                        AnyValue.newBuilder()
                                .setArrayValue(ArrayValue.newBuilder().addValues(text("admin")))
                                .build()))
                .addAttributes(
                        pair("share", AnyValue.newBuilder().setDoubleValue(0.5).build()))
                .addAttributes(
                        pair("ok", AnyValue.newBuilder().setBoolValue(true).build()))
                .addAttributes(pair(
                        "bytes",
                        AnyValue.newBuilder()
                                .setBytesValue(ByteString.copyFromUtf8("hi"))
                                .build()));
        var sent = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(pair("service.name", text("ledger"))))
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().setName("audit"))
                                .addLogRecords(record)
                                .addLogRecords(record.clone().setEventName("second"))))
                .build();

        var plain = logs.plain(opened(sent.toByteArray()), Map.of());

        assertThat(plain.get("records")).hasSize(2);
        assertThat(plain.at("/records/1/eventName").asText()).isEqualTo("second");
        assertThat(plain.at("/records/0"))
                .isEqualTo(logs.plain(opened("""
                        {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"ledger"}}]},
                          "scopeLogs":[{"scope":{"name":"audit"},"logRecords":[{"timeUnixNano":"1772357400000000000",
                            "eventName":"user.role.granted","body":{"kvlistValue":{"values":[{"key":"times","value":{"intValue":"3"}}]}},
                            "attributes":[{"key":"user.id","value":{"stringValue":"u-7"}},
                              {"key":"roles","value":{"arrayValue":{"values":[{"stringValue":"admin"}]}}},
                              {"key":"share","value":{"doubleValue":0.5}},{"key":"ok","value":{"boolValue":true}},
                              {"key":"bytes","value":{"bytesValue":"aGk="}}],
                            "traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}]}]}]}
                        """.getBytes(StandardCharsets.UTF_8)), Map.of())
                        .at("/records/0"));
    }

    @Test
    void countsRecordsBeforeTheyAreMade() {
        var record = opened("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{}]},{\"logRecords\":[{}]}]},{}]}"
                .getBytes(StandardCharsets.UTF_8));

        assertThat(logs.items(record)).isEqualTo(3);
        assertThat(logs.plain(record, Map.of()).get("records")).hasSize(3);
    }

    @Test
    void refusesWhatIsNeither() {
        byte[] noise = {0x0A, 0x7F, 1, 2, 3};

        assertThat(logs.open(JSON, noise, Map.of()))
                .isInstanceOfSatisfying(
                        JsonText.Unreadable.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_ENCODING));
    }

    @Test
    void keepsBothValuesOfAnAttributeThatComesTwice() {
        var plain = logs.plain(
                opened(
                        "{\"body\":{\"stringValue\":\"x\"},\"attributes\":[{\"key\":\"a\",\"value\":{\"intValue\":1}},{\"key\":\"a\",\"value\":{\"intValue\":2}}]}"
                                .getBytes(StandardCharsets.UTF_8)),
                Map.of());

        assertThat(plain.at("/attributes/a").toString()).isEqualTo("[1,2]");
    }

    @Test
    void isWhatTheSourceReads() {
        var sent = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder()
                                        .setTimeUnixNano(1_772_357_400_000_000_000L)
                                        .setEventName("user.role.granted")
                                        .addAttributes(pair("user.id", text("u-7"))))))
                .build();
        var source = Sources.shipped().named("otlp").orElseThrow();

        var opened = source.open(JSON, sent.toByteArray(), Map.of());

        assertThat(opened).isInstanceOf(JsonText.Value.class);
        List<Normalised> read = source.normalise(((JsonText.Value) opened).json(), Map.of());
        assertThat(read).singleElement().isInstanceOfSatisfying(Normalised.Event.class, event -> {
            assertThat(event.draft().eventType).isEqualTo("user.role.granted");
            assertThat(event.draft().actor.getId()).isEqualTo("u-7");
        });
    }

    private JsonNode opened(byte[] record) {
        return switch (logs.open(JSON, record, Map.of())) {
            case JsonText.Value(JsonNode json) -> json;
            case JsonText.Unreadable unreadable -> throw new AssertionError(unreadable.detail());
        };
    }

    private static KeyValue pair(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    private static AnyValue whole(long number) {
        return AnyValue.newBuilder().setIntValue(number).build();
    }
}
