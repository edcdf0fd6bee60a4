package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.draft.EventDraft;
import io.probity.model.Reason;
import io.probity.model.SubmittedEvent;
import io.probity.serde.AvroCodec;
import io.probity.serde.WireFormat;
import io.probity.validate.Validator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/** Sound records of every source, and a hundred ways to spoil one. The same seed gives the same records. */
final class Mutations {
    /** What the pipeline under test must be told, or nothing is too old for it. */
    static final Duration MAX_AGE = Duration.ofDays(3650);

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
        return switch (random.nextInt(36)) {
            case 0, 1, 2 -> truncated();
            case 3 -> deep();
            case 4 -> wide();
            case 5 -> brokenUtf8();
            case 6 -> unknownSchema();
            case 7 -> spoiltAvro();
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
            case 22 -> tooOld();
            case 23 -> outOfScope();
            case 24 -> withoutItsShape();
            case 25 -> overItsLimits();
            case 26 -> cutAvro();
            case 27 -> unfitSchema();
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
        return dated(NOON.plusSeconds(1000 + random.nextInt(1_000_000)), "future", Reason.TIME_IN_FUTURE);
    }

    private Mutation tooOld() {
        return dated(NOON.minus(MAX_AGE).minusSeconds(random.nextInt(1_000_000_000)), "too old", Reason.TIME_TOO_OLD);
    }

    private Mutation dated(Instant at, String fault, Reason reason) {
        return switch (random.nextInt(3)) {
            case 0 -> Mutation.refused(Told.EVENTS, Told.feedback(id(), at).getBytes(UTF_8), fault, reason);
            case 1 -> Mutation.refused(Told.GITLAB, Told.merge(id(), 1, at).getBytes(UTF_8), fault, reason);
            default ->
                Mutation.refused(Told.CLOUDTRAIL, Told.cloudtrailFile(2, at).getBytes(UTF_8), fault, reason);
        };
    }

    /** A merge, which is a project's, told of something else. */
    private Mutation outOfScope() {
        boolean group = random.nextBoolean();
        return random.nextBoolean()
                ? Mutation.refused(
                        Told.GITLAB,
                        Told.merge(id(), 1, NOON)
                                .replace("\"Project\"", group ? "\"Group\"" : "\"User\"")
                                .getBytes(UTF_8),
                        "a merge in no project",
                        Reason.SCOPE_MISMATCH)
                : Mutation.refused(
                        Told.EVENTS,
                        Told.feedback(id(), NOON)
                                .replace("feedback_submitted", "merge_request_merged")
                                .replace("\"team\"", group ? "\"group\"" : "\"instance\"")
                                .getBytes(UTF_8),
                        "a canonical merge in no project",
                        Reason.SCOPE_MISMATCH);
    }

    /** Without what tells which event it is; a generic event needs nothing. */
    private Mutation withoutItsShape() {
        var record = List.of(
                        Map.entry(Told.GITLAB, "{\"id\": \"%s\", \"details\": {}}"),
                        Map.entry(Told.CLOUDTRAIL, "{\"Records\": [{\"eventID\": \"%s\"}]}"),
                        Map.entry(Told.EVENTS, "{\"id\": \"%s\", \"source\": \"platform\"}"))
                .get(random.nextInt(3));
        var bytes = record.getValue().formatted(id()).getBytes(UTF_8);
        return Mutation.refused(record.getKey(), bytes, "without its shape", Reason.MISSING_FIELD);
    }

    private Mutation overItsLimits() {
        byte[] record = random.nextBoolean()
                ? Told.feedback(id() + "x".repeat(Validator.MAX_KEY + random.nextInt(100)), NOON)
                        .getBytes(UTF_8)
                : with(Told.feedback(id(), NOON), subjects(EventDraft.MOST_SUBJECTS + 1 + random.nextInt(100)));
        return Mutation.refused(Told.EVENTS, record, "over its limits", Reason.INVALID_FIELD);
    }

    private static String subjects(int count) {
        return IntStream.range(0, count)
                .mapToObj("{\"kind\":\"artifact\",\"id\":\"a-%d\"}"::formatted)
                .collect(Collectors.joining(",", "\"subjects\":[", "]"));
    }

    private Mutation cutAvro() {
        byte[] sound = avro();
        var cut =
                Arrays.copyOf(sound, WireFormat.HEADER_BYTES + random.nextInt(sound.length - WireFormat.HEADER_BYTES));
        return Mutation.refused(Told.EVENTS, cut, "Avro cut at " + cut.length, Reason.MALFORMED_AVRO);
    }

    private Mutation unfitSchema() {
        return Mutation.refused(
                Told.EVENTS,
                writtenBy(HostileSchemas.unfit(random, number)),
                "unfit schema",
                Reason.INCOMPATIBLE_SCHEMA);
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

    private Mutation hostileSchema() {
        return Mutation.either(Told.EVENTS, writtenBy(HostileSchemas.one(random, number)), "hostile schema");
    }

    /** Bytes of no meaning that name a schema. */
    private byte[] writtenBy(Schema schema) {
        int id = pipeline.registry().register("hostile-" + number, schema);
        var bytes = new byte[5 + random.nextInt(30)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).put((byte) 0).putInt(id);
        return bytes;
    }

    private Mutation spoiltAvro() {
        return Mutation.either(Told.EVENTS, spoilt(avro(), WireFormat.HEADER_BYTES), "spoilt Avro");
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

    private Mutation otherStructure() {
        var topic = source();
        return Mutation.either(topic, new OtherStructure(random).of(sound(topic)), "other structure");
    }

    // --- sound records ---

    private byte[] avro() {
        AvroCodec<SubmittedEvent> codec = pipeline.avro().codec(SubmittedEvent.class);
        var event = SubmittedEvent.newBuilder()
                .setId(id())
                .setEventType("resource_created")
                .setTimestamp(NOON)
                .setSource("platform")
                .setData("{\"a\": [1, 2, {\"b\": null}]}")
                .build();
        return codec.encode("audit.events-value", event);
    }

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
}
