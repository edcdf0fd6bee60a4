package io.probity.serde;

import io.probity.model.AuditEvent;
import io.probity.model.SubmittedEvent;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.serde.Decoded.Failed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Spoils valid records in every way it can think of and decodes what comes of it. A program of its own, so that its heap
 * can be small; its last line counts what became of the records.
 */
final class MutationFuzz {
    private static final int MAX_BYTES = 1024 * 1024;

    /** Zigzag varints that claim: the largest int, the largest long, the smallest long, 2^31 items, -1. */
    private static final List<byte[]> CLAIMS = List.of(
            bytes(0xfe, 0xff, 0xff, 0xff, 0x0f),
            bytes(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
            bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
            bytes(0x80, 0x80, 0x80, 0x80, 0x10),
            bytes(0x01),
            bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroCodec<AuditEvent> events = new AvroCodec<>(AuditEvent.class, registry, true, MAX_BYTES);
    private final AvroCodec<SubmittedEvent> submitted =
            new AvroCodec<>(SubmittedEvent.class, registry, true, MAX_BYTES);
    private final GenericAvroDecoder generic = new GenericAvroDecoder(registry, MAX_BYTES);
    private final List<byte[]> seeds;
    private final Map<String, Integer> outcomes = new TreeMap<>();

    private MutationFuzz() {
        var nested = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Tree\",\"fields\":[{\"name\":\"more\",\"type\":"
                        + "{\"type\":\"array\",\"items\":\"Tree\"}},{\"name\":\"m\",\"type\":{\"type\":\"map\","
                        + "\"values\":[\"null\",\"string\",\"Tree\"]}}]}");
        seeds = List.of(
                events.encode("audit.accepted-value", SampleRecords.auditEvent()),
                submitted.encode("audit.events-value", SampleRecords.submittedEvent()),
                WireFormat.frame(registry.register("tree", nested), bytes(2, 2, 0, 0, 0, 2, 2, 'k', 2, 2, 'v', 0)));
    }

    /** Arguments: how many, and the seed. */
    public static void main(String... arguments) {
        var fuzz = new MutationFuzz();
        var random = new Random(Long.parseLong(arguments[1]));
        int count = Integer.parseInt(arguments[0]);
        for (int i = 0; i < count; i++) {
            var bytes = fuzz.mutation(random);
            fuzz.tryAll(i, bytes);
        }
        System.out.println(fuzz.outcomes);
    }

    private void tryAll(int number, byte[] bytes) {
        try {
            count("AuditEvent", events.tryDecode(bytes));
            count("SubmittedEvent", submitted.tryDecode(bytes));
            count("generic", generic.tryDecode(bytes));
        } catch (Throwable escaped) {
            throw new AssertionError("mutation " + number + " let something out", escaped);
        }
    }

    private void count(String codec, Decoded<?> decoded) {
        var outcome = decoded instanceof Failed<?> failed ? failed.fault().name() : "DECODED";
        outcomes.merge(codec + "/" + outcome, 1, Integer::sum);
    }

    private byte[] mutation(Random random) {
        var bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = mutate(bytes, random);
        }
        return bytes;
    }

    private byte[] mutate(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes(random.nextInt(256));
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(10)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flip(bytes, at, random);
            case 2 -> splice(bytes, at, seeds.get(random.nextInt(seeds.size())), random);
            case 3 -> flip(bytes, 0, random);
            case 4 -> flip(bytes, Math.min(bytes.length - 1, 1 + random.nextInt(4)), random);
            case 5 -> replace(bytes, at, 0, CLAIMS.get(random.nextInt(CLAIMS.size())));
            case 6 -> replace(bytes, at, 1, CLAIMS.get(random.nextInt(CLAIMS.size())));
            case 7 -> replace(bytes, Math.min(bytes.length, 5), 0, filled(random.nextInt(2000), 2));
            case 8 -> replace(bytes, at, 0, filled(random.nextInt(50) == 0 ? 2 * MAX_BYTES : 40, random.nextInt(256)));
            default -> replace(bytes, at, random.nextInt(8), new byte[0]);
        };
    }

    private static byte[] flip(byte[] bytes, int at, Random random) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, byte[] other, Random random) {
        int from = random.nextInt(other.length);
        return replace(bytes, at, bytes.length - at, Arrays.copyOfRange(other, from, other.length));
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte[] with) {
        int end = Math.min(bytes.length, at + length);
        var result = new byte[at + with.length + bytes.length - end];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(with, 0, result, at, with.length);
        System.arraycopy(bytes, end, result, at + with.length, bytes.length - end);
        return result;
    }

    private static byte[] filled(int length, int value) {
        var filled = new byte[length];
        Arrays.fill(filled, (byte) value);
        return filled;
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
