package io.probity.normalise.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.probity.canonical.CanonicalFormException;
import io.probity.canonical.EventDigest;
import io.probity.model.Normaliser;
import io.probity.model.Reason;
import io.probity.model.SubmittedEvent;
import io.probity.normalise.JsonReader;
import io.probity.normalise.Normalised;
import io.probity.normalise.RecordReader;
import io.probity.normalise.Sources;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroSerdes;
import io.probity.serde.GenericAvroDecoder;
import io.probity.serde.WireFormat;
import io.probity.transform.Transformer;
import io.probity.validate.Validator;
import io.probity.validate.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Spoils sound records of every decoder in every way it can think of, and has each read, validated, made an event and written in
 * canonical form. A program of its own, so that its heap can be small. Whatever comes, each item is an event or is refused for a
 * reason, and a record is refused as a whole for what {@link JsonJudge} says is wrong with it, and for nothing where it says that
 * nothing is. One line for each decoder says what became of the records; the last says how large the heap became.
 */
final class DecoderFuzz {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final int MOST_ITEMS = 1_000;
    /** Faults of bytes, which the judge can tell. */
    private static final Set<Reason> OF_BYTES = Set.of(
            Reason.MALFORMED_JSON, Reason.MALFORMED_ENCODING, Reason.TOO_DEEP, Reason.TOO_LARGE, Reason.EMPTY_RECORD);

    private static final JsonMapper JSON = new JsonMapper();
    /** What may stand where something else belongs. */
    private static final List<JsonNode> ODD = odd(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e40",
            "\"\"",
            "\" \"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"a\":\"b\"}",
            "[{\"key\":7}]");

    /** A sound record. */
    private record Seed(String source, byte[] value, Map<String, String> headers) {}

    /** What reads a kind of record, whose faults the JSON judge can tell or not. */
    private record Decoder(String name, List<Seed> seeds, boolean isJson) {}

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerdes avro =
            new AvroSerdes(registry, RegistryConfig.from(Map.of("schema.registry.url", "http://none")));
    private final Sources sources = Sources.shipped();
    private final RecordReader reader = new RecordReader(
            sources, JsonReader.standard(), new GenericAvroDecoder(registry, avro.config()), MOST_ITEMS);
    private final Validator validator = Validator.standard(sources.types());
    private final Transformer transformer = Transformer.withKey(new byte[32]);
    private final Random random;

    private DecoderFuzz(long seed) {
        this.random = new Random(seed);
    }

    /** Arguments: how many for each decoder, the seed, and decoders by name; none: all. */
    public static void main(String... arguments) {
        var fuzz = new DecoderFuzz(Long.parseLong(arguments[1]));
        var wanted = List.of(arguments).subList(2, arguments.length);
        for (var decoder : fuzz.decoders()) {
            if (wanted.isEmpty() || wanted.contains(decoder.name())) {
                fuzz.spoil(decoder, Integer.parseInt(arguments[0]));
            }
        }
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "heap at its peak %d MiB of %d%n",
                peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static List<JsonNode> odd(String... texts) {
        var values = new ArrayList<JsonNode>();
        for (var text : texts) {
            try {
                values.add(JSON.readTree(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    private List<Decoder> decoders() {
        var mapped = new LinkedHashMap<String, List<Seed>>();
        Sources.mappings().forEach(file -> mapped.put(file.source(), mapped(file.source())));
        var decoders = new ArrayList<Decoder>();
        for (var source : List.of("canonical", "gitlab", "cloudtrail", "generic")) {
            decoders.add(new Decoder(source, fixture(source), true));
        }
        decoders.add(new Decoder("avro", List.of(new Seed("canonical", submitted(), Map.of())), false));
        for (var source : List.of("cloudevents", "otlp", "terraform")) {
            var seeds = new ArrayList<>(mapped.remove(source));
            if (source.equals("terraform")) {
                seeds.add(new Seed(source, PLAN.getBytes(UTF_8), Map.of()));
            }
            decoders.add(new Decoder(source, seeds, !source.equals("otlp")));
        }
        decoders.add(new Decoder("otlp protobuf", List.of(new Seed("otlp", logs(), Map.of())), false));
        decoders.add(new Decoder(
                "mappings", mapped.values().stream().flatMap(List::stream).toList(), true));
        return decoders;
    }

    private void spoil(Decoder decoder, int count) {
        var outcomes = new TreeMap<String, Integer>();
        for (int i = 0; i < count; i++) {
            var seed = decoder.seeds().get(random.nextInt(decoder.seeds().size()));
            var value = spoilt(seed.value(), decoder.seeds());
            try {
                read(decoder, seed, value, outcomes);
            } catch (Throwable escaped) {
                throw new AssertionError(
                        decoder.name() + ", mutation " + i + " of " + seed.source() + " let something out: "
                                + shown(value),
                        escaped);
            }
        }
        System.out.println(decoder.name() + ": " + count + " records, " + outcomes);
    }

    private static String shown(byte[] value) {
        var text = new String(value, UTF_8);
        return text.length() <= 4_000 ? text : text.substring(0, 4_000) + "…";
    }

    private void read(Decoder decoder, Seed seed, byte[] value, Map<String, Integer> outcomes) {
        var results = reader.read(seed.source(), value, seed.headers());
        if (results.isEmpty()) {
            throw new AssertionError("nothing came of it");
        }
        boolean looksLikeAvro = seed.source().equals("canonical") && WireFormat.isFramed(value);
        if (decoder.isJson() && !looksLikeAvro && !seed.headers().containsKey("ce_specversion")) {
            judge(value, results);
        }
        for (var result : results) {
            outcomes.merge(
                    switch (result) {
                        case Normalised.Refused(var reason, var detail, var item) -> {
                            if (reason == Reason.UNKNOWN || detail.isBlank()) {
                                throw new AssertionError("refused without a reason: " + reason + ", " + detail);
                            }
                            yield reason.name();
                        }
                        case Normalised.Event event -> become(seed.source(), event);
                    },
                    1,
                    Integer::sum);
        }
    }

    /** One record that cannot be read is one refusal, for the right reason; one that can be read is none of that kind. */
    private static void judge(byte[] value, List<Normalised> results) {
        var judgement = JsonJudge.judge(value);
        boolean whole = results.size() == 1
                && results.getFirst() instanceof Normalised.Refused(var reason, var detail, var item)
                && item == null
                && OF_BYTES.contains(reason);
        if (!whole) {
            if (!judgement.certain().isEmpty()) {
                throw new AssertionError("read, though it is " + judgement);
            }
            return;
        }
        var refused = (Normalised.Refused) results.getFirst();
        boolean tooMany =
                refused.reason() == Reason.TOO_LARGE && refused.detail().contains("item");
        boolean ofTheSource =
                refused.reason() == Reason.EMPTY_RECORD && refused.detail().contains("Records");
        boolean copied =
                refused.reason() == Reason.TOO_LARGE && refused.detail().contains("copy");
        if (!judgement.allows(refused.reason()) && !tooMany && !ofTheSource && !copied) {
            throw new AssertionError(refused + ", though it is " + judgement);
        }
    }

    /** The rest of the way to an event of the log. */
    private String become(String source, Normalised.Event event) {
        return switch (validator.judge(event.draft(), NOW)) {
            case Verdict.Refused(var reason, var detail) -> reason.name();
            case Verdict.Accepted accepted -> {
                var sealed = transformer.seal(
                        event.draft(), "t", event.sourceBytes(), NOW, new byte[16], new Normaliser(source, 1));
                try {
                    EventDigest.of(sealed);
                    yield "accepted";
                } catch (CanonicalFormException noForm) {
                    yield "INVALID_FIELD";
                }
            }
        };
    }

    // --- sound records ---

    private static final String PLAN = """
            {"format_version":"1.2","complete":true,"errored":false,"timestamp":"2026-03-01T09:30:00Z",
             "variables":{"region":{"value":"eu-1"},"key":{"value":"x"}},"planned_values":{},
             "configuration":{"root_module":{"variables":{"region":{},"key":{"sensitive":true}}}},
             "resource_changes":[{"address":"a.b","type":"a","name":"b","change":{"actions":["update"],"before":{"p":"x","t":["a","b"]},
               "after":{"p":"y","t":["a"]},"before_sensitive":{"p":true,"t":[false,true]},"after_sensitive":{"p":true}}}],
             "resource_drift":[{"address":"a.b","type":"a","name":"b","change":{"actions":["delete","create"]}}],
             "output_changes":{"url":{"actions":["create"],"after":"x","after_sensitive":true}},
             "checks":[{"address":{"kind":"check","to_display":"check.x"},"status":"fail"}]}""";

    private static List<Seed> fixture(String source) {
        try (var lines = DecoderFuzz.class.getResourceAsStream("/fixtures/" + source + ".ndjson")) {
            return new String(lines.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> new Seed(source, line.getBytes(UTF_8), Map.of()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the tests of a mapping give. */
    private static List<Seed> mapped(String source) {
        try (var yaml = DecoderFuzz.class.getResourceAsStream("/normalise/mappings/" + source + ".yaml")) {
            JsonNode file = new YAMLMapper().readTree(yaml);
            var seeds = new ArrayList<Seed>();
            for (var test : file.path("tests")) {
                var headers = new HashMap<String, String>();
                test.path("headers")
                        .properties()
                        .forEach(header -> headers.put(
                                header.getKey().toLowerCase(Locale.ROOT),
                                header.getValue().asText()));
                seeds.add(new Seed(source, test.path("given").toString().getBytes(UTF_8), headers));
            }
            return seeds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] submitted() {
        var event = SubmittedEvent.newBuilder()
                .setId("e-1")
                .setEventType("drift_detected")
                .setTimestamp(NOW)
                .setUserId("u-7")
                .setSource("drift")
                .setData("{\"resource\":\"r\"}")
                .build();
        return avro.codec(SubmittedEvent.class).encode("audit.events-value", event);
    }

    private static byte[] logs() {
        var uid = KeyValue.newBuilder()
                .setKey("user.id")
                .setValue(AnyValue.newBuilder().setStringValue("u-7"));
        return LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder()
                                        .setTimeUnixNano(1_772_357_400_000_000_000L)
                                        .setEventName("user.role.granted")
                                        .addAttributes(uid))))
                .build()
                .toByteArray();
    }

    // --- ways to spoil one ---

    private byte[] spoilt(byte[] sound, List<Seed> others) {
        var bytes = sound.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = spoiltOnce(bytes, others);
        }
        return bytes;
    }

    private byte[] spoiltOnce(byte[] bytes, List<Seed> others) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        return switch (random.nextInt(18)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1, 2 -> flipped(bytes, at);
            case 3 -> {
                var other = others.get(random.nextInt(others.size())).value();
                yield replaced(
                        bytes,
                        at,
                        bytes.length - at,
                        Arrays.copyOfRange(other, Math.min(at, other.length), other.length));
            }
            case 4 -> replaced(bytes, at, 0, "[".repeat(random.nextInt(300)).getBytes(UTF_8));
            case 5 -> replaced(bytes, at, 1 + random.nextInt(6), pick("null", "{}", "[]", "\"\"", "0", "-1", "true"));
            case 6 ->
                replaced(
                        bytes,
                        at,
                        0,
                        pick("\"", "\\", ",", ":", "}", "]", "{\"a\":", "\\u0000", "\\ud800", "1e999", " "));
            case 7 -> replaced(bytes, at, 0, new byte[] {(byte) (0x80 + random.nextInt(128))});
            case 8 -> replaced(bytes, at, random.nextInt(30), new byte[0]);
            case 9 ->
                random.nextInt(100) == 0
                        ? replaced(bytes, at, 0, new byte[(1 << 20) + random.nextInt(1 << 20)])
                        : replaced(bytes, at, 0, "9".repeat(random.nextInt(500)).getBytes(UTF_8));
            case 10 -> replaced(bytes, 0, 0, pick("\uFEFF", "[", " ", "\n", "\u0000"));
            case 11 -> swapped(bytes);
            case 14, 15, 16 -> restructured(bytes);
            case 12 -> replaced(bytes, at, 0, pick("x".repeat(2_000), "\u00e9\u6f22\ud83d\ude00", "\"x\":1,\"x\":2,"));
            case 13 -> repeated(bytes);
            default -> replaced(bytes, bytes.length, 0, pick("}", "{}", "null", ",", "x"));
        };
    }

    private byte[] pick(String... texts) {
        return texts[random.nextInt(texts.length)].getBytes(UTF_8);
    }

    private byte[] flipped(byte[] bytes, int at) {
        if (bytes.length > 0) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /** Two values of the record change places: the structure stays, and nothing is what it should be. */
    private byte[] swapped(byte[] bytes) {
        var words = new String(bytes, UTF_8).split("(?<=:)|(?=,\")", -1);
        if (words.length > 3) {
            int one = random.nextInt(words.length);
            int other = random.nextInt(words.length);
            var kept = words[one];
            words[one] = words[other];
            words[other] = kept;
        }
        return String.join("", words).getBytes(UTF_8);
    }

    /** Somewhere in the tree something else stands, or nothing: sound JSON, and not what anybody expects. */
    private byte[] restructured(byte[] bytes) {
        JsonNode tree;
        try {
            tree = JSON.readTree(bytes);
        } catch (IOException noJson) {
            return bytes;
        }
        var at = tree;
        while (at.size() > 0) {
            int which = random.nextInt(at.size());
            var below = at instanceof ObjectNode object
                    ? new ArrayList<>(object.properties()).get(which).getValue()
                    : at.get(which);
            if (below.size() == 0 || random.nextInt(4) == 0) {
                replace(at, which);
                break;
            }
            at = below;
        }
        return tree.toString().getBytes(UTF_8);
    }

    private void replace(JsonNode holder, int which) {
        var odd = ODD.get(random.nextInt(ODD.size()));
        if (holder instanceof ObjectNode object) {
            var name = new ArrayList<>(object.properties()).get(which).getKey();
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, odd);
            }
        } else if (holder instanceof ArrayNode array) {
            array.set(which, odd);
        }
    }

    /** An array of the same record many times. */
    private byte[] repeated(byte[] bytes) {
        int times = random.nextInt(50) == 0 ? MOST_ITEMS + 1 : 1 + random.nextInt(20);
        return bytes.length > 2_000
                ? bytes
                : ("[" + (new String(bytes, UTF_8) + ",").repeat(times) + "1]").getBytes(UTF_8);
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] with) {
        int end = Math.min(bytes.length, at + length);
        var result = new byte[at + with.length + bytes.length - end];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(with, 0, result, at, with.length);
        System.arraycopy(bytes, end, result, at + with.length, bytes.length - end);
        return result;
    }
}
