package io.probity.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.SubmittedEvent;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.serde.Decoded.Failed;
import io.probity.serde.Decoded.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas that somebody registered in order to hurt whoever decodes by them, and records to match. */
class HostileSchemaTest {
    private static final int MAX_BYTES = 1_000_000;
    private static final String LIST = record("Node", "{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}");

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final GenericAvroDecoder generic = new GenericAvroDecoder(registry, MAX_BYTES);

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedBeforeAnythingIsDecoded(String name, String schema) {
        var bytes = written(schema, new byte[100]);

        assertThat(generic.tryDecode(bytes))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.fault()).isEqualTo(DecodeFault.INCOMPATIBLE_SCHEMA));
        assertThat(new AvroCodec<>(SubmittedEvent.class, registry, true, MAX_BYTES).tryDecode(bytes))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.fault()).isEqualTo(DecodeFault.INCOMPATIBLE_SCHEMA));
    }

    static Stream<Arguments> refused() {
        var doubling = new StringBuilder("\"int\"");
        for (int i = 0; i < 40; i++) {
            var inner = doubling.toString();
            var again = i == 0 ? "\"int\"" : "\"R" + (i - 1) + "\"";
            doubling = new StringBuilder(
                    record("R" + i, "{\"name\":\"a\",\"type\":" + inner + "},{\"name\":\"b\",\"type\":" + again + "}"));
        }
        var nulls = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"name\":\"n" + i + "\",\"type\":\"null\"}")
                .toList();
        return Stream.of(
                Arguments.of("contains itself", record("Endless", "{\"name\":\"self\",\"type\":\"Endless\"}")),
                Arguments.of("doubles forty times", doubling.toString()),
                Arguments.of("array of nulls", record("A", field("{\"type\":\"array\",\"items\":\"null\"}"))),
                Arguments.of(
                        "array of empty records",
                        record("A", field("{\"type\":\"array\",\"items\":" + record("Empty", "") + "}"))),
                Arguments.of(
                        "a thousand nulls an item",
                        record(
                                "A",
                                field("{\"type\":\"array\",\"items\":" + record("N", String.join(",", nulls)) + "}"))),
                Arguments.of("three hundred arrays deep", record("A", field(arrays(300)))),
                Arguments.of(
                        "a fixed of two billion bytes",
                        record("A", field("{\"type\":\"fixed\",\"name\":\"F\",\"size\":2000000000}"))),
                Arguments.of("no record", "\"string\""));
    }

    @Test
    void usualRecursionIsReadToAHundredLevelsAndNoDeeper() {
        assertThat(generic.tryDecode(written(LIST, list(90)))).isInstanceOf(Value.class);
        assertThat(generic.tryDecode(written(LIST, list(200))))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.fault()).isEqualTo(DecodeFault.TOO_DEEP));
        assertThat(generic.tryDecode(written(LIST, list(900_000)))).isInstanceOf(Failed.class);
        assertThat(generic.tryDecode(written(LIST, list(90))))
                .as("nothing is left of the failures")
                .isInstanceOf(Value.class);
    }

    @Test
    void recursionThroughAnotherRecordIsNotTakenForEndless() {
        var schema = record("R", field("[\"null\"," + record("S", "{\"name\":\"r\",\"type\":\"R\"}") + "]"));

        assertThat(generic.tryDecode(written(schema, new byte[] {2, 2, 0}))).isInstanceOf(Value.class);
    }

    @Test
    void aDeepValueInAFieldThatWeDoNotWantIsGoneOver() {
        var text = SubmittedEvent.getClassSchema().toString();
        var newer = replaceFirst(
                text,
                "\"fields\":[{\"name\":\"id\"",
                "\"fields\":[{\"name\":\"added\",\"type\":" + LIST + "},{\"name\":\"id\"");
        var codec = new AvroCodec<>(SubmittedEvent.class, registry, true, MAX_BYTES);
        var payload = codec.encodePayload(SampleRecords.submittedEvent());
        var deep = list(900_000);
        var both = ByteBuffer.allocate(deep.length + payload.length)
                .put(deep)
                .put(payload)
                .array();

        assertThat(codec.decode(written(newer, both))).isEqualTo(SampleRecords.submittedEvent());
    }

    @Test
    void textIsTextAndKeysAreText() {
        var schema = record("T", field("{\"type\":\"map\",\"values\":\"string\"}"));
        var decoded = generic.decode(written(schema, new byte[] {2, 2, 'k', 2, 'v', 0}));

        assertThat(decoded.get("f")).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void ourOwnEventsAreReadByTheirWritersSchemaToo() {
        var codec = new AvroCodec<>(SubmittedEvent.class, registry, true, MAX_BYTES);
        GenericRecord decoded = generic.decode(codec.encode("t", SampleRecords.submittedEvent()));

        assertThat(decoded.get("eventType")).isEqualTo("deployment.finished");
    }

    private byte[] written(String schema, byte[] payload) {
        int id = registry.register("s" + schema.hashCode(), new Schema.Parser().parse(schema));
        return WireFormat.frame(id, payload);
    }

    private static byte[] list(int length) {
        var bytes = new byte[length + 1];
        Arrays.fill(bytes, 0, length, (byte) 2);
        return bytes;
    }

    private static String arrays(int depth) {
        return "{\"type\":\"array\",\"items\":".repeat(depth) + "\"int\"" + "}".repeat(depth);
    }

    private static String field(String type) {
        return "{\"name\":\"f\",\"type\":" + type + "}";
    }

    private static String record(String name, String fields) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
    }

    /** The outermost record comes first. */
    private static String replaceFirst(String text, String what, String with) {
        int at = text.indexOf(what);
        assertThat(at).isPositive();
        return text.substring(0, at) + with + text.substring(at + what.length());
    }
}
