package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.Reason;
import io.probity.model.SubmittedEvent;
import io.probity.serde.AvroCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;

/** Sound records of every source, and a hundred ways to spoil one. The same seed gives the same records. */
final class Mutations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> SOURCES = List.of(Told.EVENTS, Told.GITLAB, Told.CLOUDTRAIL, "audit.raw.generic");

    private final Random random;
    private final PipelineUnderTest pipeline;
    private int number;

    Mutations(long seed, PipelineUnderTest pipeline) {
        this.random = new Random(seed);
        this.pipeline = pipeline;
    }

    Mutation next() {
        number++;
        return switch (random.nextInt(30)) {
            case 0, 1, 2 -> truncated();
            case 3 -> deep();
            case 4 -> wide();
            case 5 -> brokenUtf8();
            case 6 -> unknownSchema();
            case 7 -> avroPayload();
            case 8 -> hostileSchema();
            case 9 -> twiceTheSameMember();
            case 10 -> explodingNumber();
            case 11 -> loneSurrogate();
            case 12 -> notAnObject();
            case 13 -> nothing();
            case 14 -> random.nextInt(40) == 0 ? huge() : trailing();
            case 15, 16 -> flippedBytes();
            case 17 -> fromTheFuture();
            case 18 -> manyOfNothing();
            case 19 -> random.nextInt(20) == 0 ? tooMany() : manyWarnings();
            case 20 -> longText();
            case 21 -> oddAmount();
            default -> otherStructure();
        };
    }

    // --- what is unambiguous ---

    private Mutation truncated() {
        var topic = source();
        var sound = sound(topic).getBytes(UTF_8);
        var cut = Arrays.copyOf(sound, 1 + random.nextInt(sound.length - 1));
        return Mutation.refused(topic, cut, "cut at " + cut.length, Reason.MALFORMED_JSON, Reason.MALFORMED_ENCODING);
    }

    private Mutation deep() {
        var topic = source();
        int levels = 101 + random.nextInt(3000);
        boolean arrays = random.nextBoolean();
        var deep = (arrays ? "[" : "{\"a\":").repeat(levels) + "1" + (arrays ? "]" : "}").repeat(levels);
        return Mutation.refused(topic, with(sound(topic), "\"deep\":" + deep), levels + " levels", Reason.TOO_DEEP);
    }

    private Mutation huge() {
        var topic = source();
        var text = "\"big\":\"" + "x".repeat(1_000_000 + random.nextInt(2_000_000)) + '"';
        return Mutation.refused(topic, with(sound(topic), text), "huge", Reason.TOO_LARGE);
    }

    private Mutation wide() {
        var topic = source();
        var charset = List.of(
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.UTF_16LE,
                        Charset.forName("UTF-32"))
                .get(random.nextInt(4));
        var bytes = sound(topic).getBytes(charset);
        return topic.equals(Told.EVENTS) && bytes[0] == 0 // looks like Avro there, and is none
                ? Mutation.refused(topic, bytes, charset.name(), Reason.UNKNOWN_SCHEMA, Reason.MALFORMED_AVRO)
                : Mutation.refused(topic, bytes, charset.name(), Reason.MALFORMED_ENCODING);
    }

    private Mutation brokenUtf8() {
        var topic = source();
        var bad = List.of(
                        new byte[] {(byte) 0xC3},
                        new byte[] {(byte) 0xFF},
                        new byte[] {(byte) 0xC0, (byte) 0xAF}, // overlong
                        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, // a surrogate
                        new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80}) // beyond Unicode
                .get(random.nextInt(5));
        var out = new ByteArrayOutputStream();
        var sound = sound(topic);
        out.writeBytes((sound.substring(0, sound.length() - 1) + ",\"bad\":\"").getBytes(UTF_8));
        out.writeBytes(bad);
        out.writeBytes("\"}".getBytes(UTF_8));
        return Mutation.refused(topic, out.toByteArray(), "bytes that are no UTF-8", Reason.MALFORMED_ENCODING);
    }

    private Mutation unknownSchema() {
        var bytes = new byte[5 + random.nextInt(40)];
        random.nextBytes(bytes);
        bytes[0] = 0;
        ByteBuffer.wrap(bytes).putInt(1, 100_000 + random.nextInt(1_000_000));
        return Mutation.refused(Told.EVENTS, bytes, "unknown schema id", Reason.UNKNOWN_SCHEMA);
    }

    private Mutation hostileSchema() {
        int id = pipeline.registry().register("hostile-" + number, HostileSchemas.one(random, number));
        var bytes = new byte[5 + random.nextInt(30)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).put((byte) 0).putInt(id);
        return Mutation.either(Told.EVENTS, bytes, "hostile schema");
    }

    private Mutation twiceTheSameMember() {
        var topic = source();
        return Mutation.refused(
                topic, with(sound(topic), "\"x\":1,\"x\":2"), "the same member twice", Reason.MALFORMED_JSON);
    }

    private Mutation explodingNumber() {
        var topic = source();
        var number = List.of(
                        "1e999999999", "1e99999999999", "-1e-999999999", "1" + "0".repeat(500), "100e998", "1e1001")
                .get(random.nextInt(6));
        return Mutation.refused(
                topic,
                with(sound(topic), "\"n\":" + number),
                "number " + number,
                Reason.TOO_LARGE,
                Reason.MALFORMED_JSON);
    }

    private Mutation loneSurrogate() {
        var topic = source();
        var half = List.of("\\ud800", "\\udc00", "\\ud83d\\ud83d", "\\udead x").get(random.nextInt(4));
        var member = random.nextBoolean() ? "\"s\":\"" + half + '"' : "\"" + half + "\":1";
        return Mutation.refused(topic, with(sound(topic), member), "half a pair", Reason.MALFORMED_ENCODING);
    }

    private Mutation notAnObject() {
        var value = List.of("1", "true", "\"text\"", "null", "[]", "[[]]", "[1]", "-0.0")
                .get(random.nextInt(8));
        var topic = source();
        return topic.equals(Told.CLOUDTRAIL) && value.equals("[]") // there it is a file without records
                ? Mutation.refused(topic, value.getBytes(UTF_8), value, Reason.EMPTY_RECORD)
                : Mutation.refused(topic, value.getBytes(UTF_8), value, Reason.NOT_AN_OBJECT);
    }

    private Mutation nothing() {
        var value = List.of("", " ", "\n\t ").get(random.nextInt(3));
        return Mutation.refused(source(), value.getBytes(UTF_8), "nothing", Reason.EMPTY_RECORD);
    }

    private Mutation trailing() {
        var topic = source();
        return Mutation.refused(topic, (sound(topic) + "{}").getBytes(UTF_8), "two values", Reason.MALFORMED_JSON);
    }

    private Mutation fromTheFuture() {
        var at = NOON.plusSeconds(1000 + random.nextInt(1_000_000));
        return random.nextBoolean()
                ? Mutation.refused(
                        Told.EVENTS, Told.feedback(id(), at).getBytes(UTF_8), "future", Reason.TIME_IN_FUTURE)
                : Mutation.refused(
                        Told.GITLAB, Told.merge(id(), 1, at).getBytes(UTF_8), "future", Reason.TIME_IN_FUTURE);
    }

    /** One record of many items, none of which is an event: each is refused, and none costs the others' bytes again. */
    private Mutation manyOfNothing() {
        var items = new ArrayList<String>();
        items.add('"' + "x".repeat(random.nextInt(20_000)) + '"');
        for (int i = random.nextInt(200); i >= 0; i--) {
            items.add(List.of("0", "null", "true", "\"\"", "[]", "1.50").get(random.nextInt(6)));
        }
        return Mutation.refused(
                source(), items.toString().getBytes(UTF_8), items.size() + " items", Reason.NOT_AN_OBJECT);
    }

    private Mutation tooMany() {
        var items = "[0" + ",0".repeat(5_000 + random.nextInt(400_000)) + "]";
        return Mutation.refused(source(), items.getBytes(UTF_8), "too many items", Reason.TOO_LARGE);
    }

    // --- what may be taken ---

    private Mutation manyWarnings() {
        var subjects = "\"subjects\":[0" + ",0".repeat(random.nextInt(20_000)) + "]";
        return Mutation.either(Told.EVENTS, with(Told.feedback(id(), NOON), subjects), "many warnings");
    }

    /** One of the specification's fields, far longer than anybody means it. */
    private Mutation longText() {
        var names = List.of(
                "userId", "teamId", "requestId", "sessionId", "action", "source", "traceId", "category", "outcome");
        var text = "x".repeat(random.nextInt(3_000)) + "😀".repeat(random.nextInt(1_500));
        var event = "{\"id\": \"" + id() + "\", \"eventType\": \"approval_granted\", \"sequence\": " + random.nextLong()
                + ", \"" + names.get(random.nextInt(names.size())) + "\": \"" + text + "\"}";
        return Mutation.either(Told.EVENTS, event.getBytes(UTF_8), "long text");
    }

    private Mutation oddAmount() {
        var amount = List.of("1e999999999", "-1e-999999999", "9".repeat(50_000), "NaN", "1e2147483648", "0x10")
                .get(random.nextInt(6));
        var event = "{\"id\": \"" + id() + "\", \"eventType\": \"cost_validated\", \"result\": {\"estimatedCost\": \""
                + amount + "\"}}";
        return Mutation.either(Told.EVENTS, event.getBytes(UTF_8), "amount " + amount.length());
    }

    private Mutation avroPayload() {
        AvroCodec<SubmittedEvent> codec = pipeline.avro().codec(SubmittedEvent.class);
        var event = SubmittedEvent.newBuilder()
                .setId(id())
                .setEventType("resource_created")
                .setTimestamp(NOON)
                .setSource("platform")
                .setData("{\"a\": [1, 2, {\"b\": null}]}")
                .build();
        byte[] bytes = codec.encode("audit.events-value", event);
        return Mutation.either(Told.EVENTS, spoilt(bytes, 5), "spoilt Avro");
    }

    private Mutation flippedBytes() {
        var topic = source();
        return Mutation.either(topic, spoilt(sound(topic).getBytes(UTF_8), 0), "flipped bytes");
    }

    private byte[] spoilt(byte[] bytes, int from) {
        byte[] spoilt =
                random.nextInt(4) == 0 ? Arrays.copyOf(bytes, from + random.nextInt(bytes.length - from)) : bytes;
        for (int i = 1 + random.nextInt(4); i > 0 && spoilt.length > from; i--) {
            spoilt[from + random.nextInt(spoilt.length - from)] = (byte) random.nextInt(256);
        }
        return spoilt;
    }

    /** Members taken away, set to null, given other types, moved; the text stays sound JSON. */
    private Mutation otherStructure() {
        var topic = source();
        try {
            var tree = JSON.readTree(sound(topic));
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                change(tree);
            }
            return Mutation.either(topic, JSON.writeValueAsBytes(tree), "other structure");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void change(JsonNode tree) {
        var places = new ArrayList<ContainerNode<?>>();
        collect(tree, places);
        var place = places.get(random.nextInt(places.size()));
        switch (place) {
            case ObjectNode object
            when !object.isEmpty() -> {
                var names = new ArrayList<String>();
                object.fieldNames().forEachRemaining(names::add);
                var name = names.get(random.nextInt(names.size()));
                switch (random.nextInt(4)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.putNull(name);
                    case 2 -> object.set(name, odd());
                    default -> object.set(names.get(random.nextInt(names.size())), object.get(name));
                }
            }
            case ArrayNode array
            when !array.isEmpty() -> {
                if (random.nextBoolean()) {
                    array.remove(random.nextInt(array.size()));
                } else {
                    array.set(random.nextInt(array.size()), odd());
                }
            }
            default -> {}
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> into) {
        if (node instanceof ContainerNode<?> container) {
            into.add(container);
        }
        node.forEach(child -> collect(child, into));
    }

    private JsonNode odd() {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.numberNode(random.nextInt());
            case 1 -> NODES.numberNode(random.nextDouble() * 1e300);
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 3 -> NODES.textNode("");
            case 4 -> NODES.textNode("x".repeat(random.nextInt(2000)));
            case 5 -> NODES.arrayNode().add(1).add("a").addNull();
            case 6 -> NODES.objectNode().put("a", 1).put("", "empty name");
            case 7 -> NODES.textNode("0000-00-00T99:99:99Z");
            case 8 -> NODES.numberNode(Long.MIN_VALUE);
            default -> NODES.textNode("\u0000\uFFFF\uD83D\uDE00|/..%s");
        };
    }

    // --- sound records ---

    private String source() {
        return SOURCES.get(random.nextInt(SOURCES.size()));
    }

    private String sound(String topic) {
        return switch (topic) {
            case Told.GITLAB ->
                random.nextBoolean() ? Told.merge(id(), 1, NOON) : Told.requiredApprovals(id(), 1, NOON);
            case Told.CLOUDTRAIL -> Told.cloudtrailFile(1 + random.nextInt(3), NOON);
            case Told.EVENTS ->
                switch (random.nextInt(3)) {
                    case 0 -> Told.drift(id(), "prod", random.nextBoolean(), NOON);
                    case 1 -> Told.tool(id(), "plan", NOON);
                    default -> "{\"event\": " + Told.feedback(id(), NOON).strip() + "}";
                };
            default -> """
                    {"ts": "%s", "user": "dave", "msg": "größer", "door": {"n": %d}, "src_ip": "203.0.113.9"}""".formatted(NOON, number);
        };
    }

    private String id() {
        return "f-" + number;
    }

    /** One more member at the end of an object. */
    private static byte[] with(String object, String member) {
        var open = object.stripTrailing();
        return (open.substring(0, open.length() - 1) + "," + member + "}").getBytes(UTF_8);
    }

    /** Writers' schemas that nobody means well with, and some that are only strange. */
    private static final class HostileSchemas {
        private HostileSchemas() {}

        static Schema one(Random random, int number) {
            var text = switch (random.nextInt(7)) {
                case 0 -> record(number, "{\"name\":\"a\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}");
                case 1 -> record(number, "{\"name\":\"next\",\"type\":\"R" + number + "\"}");
                case 2 ->
                    record(number, "{\"name\":\"f\",\"type\":{\"type\":\"fixed\",\"name\":\"F\",\"size\":2000000000}}");
                case 3 -> record(number, "{\"name\":\"id\",\"type\":[\"null\",\"R" + number + "\"]}");
                case 4 ->
                    record(
                            number,
                            "{\"name\":\"eventType\",\"type\":\"bytes\"},{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":\"double\"}}");
                case 5 ->
                    record(
                            number,
                            "{\"name\":\"far\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":2000000001,\"scale\":2000000000}}");
                default -> "\"string\"";
            };
            return new Schema.Parser().parse(text);
        }

        private static String record(int number, String fields) {
            return "{\"type\":\"record\",\"name\":\"R" + number + "\",\"fields\":[" + fields + "]}";
        }
    }
}
