package io.probity.canonical;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Random records of any schema that has a canonical form; the same seed gives the same records. */
final class RandomRecords {
    private static final long FIRST_MICRO = -62_167_219_200_000_000L;
    private static final long LAST_MICRO = 253_402_300_799_999_999L;
    private static final long[] EDGES = {0, -1, 1, 9, 10, 999, 1_000, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53};
    /** Where spellings go wrong: escapes, first and last of each UTF-8 length, before and after the surrogates. */
    private static final int[] POINTS = {
        0, 8, 9, 10, 12, 13, 0x1f, '"', '\\', '/', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff,
        0x10000, 0x1f600, 0x10ffff, 0x2028, 0x2029, 0x301
    };

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    GenericRecord of(Schema schema) {
        var record = new GenericData.Record(schema);
        for (var field : schema.getFields()) {
            record.put(field.pos(), value(field.schema()));
        }
        return record;
    }

    private Object value(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> throw new AssertionError("only within a union");
            case BOOLEAN -> random.nextBoolean();
            case INT -> (int) number();
            case LONG -> schema.getLogicalType() == null ? number() : random.nextLong(FIRST_MICRO, LAST_MICRO + 1);
            case STRING -> text();
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(40)));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ENUM -> symbol(schema);
            case ARRAY -> {
                var items = new GenericData.Array<>(4, schema);
                random.ints(random.nextInt(4)).forEach(i -> items.add(valueOrNull(schema.getElementType())));
                yield items;
            }
            case MAP -> map(schema);
            case RECORD -> of(schema);
            case UNION -> valueOrNull(schema);
            case FLOAT, DOUBLE -> throw new AssertionError(schema);
        };
    }

    /** A null stands for itself; generated code and Avro both take it so. */
    @SuppressWarnings("NullAway")
    private Object valueOrNull(Schema schema) {
        if (!schema.isUnion()) {
            return value(schema);
        }
        var branch = schema.getTypes().get(random.nextInt(schema.getTypes().size()));
        return branch.getType() == Schema.Type.NULL ? null : value(branch);
    }

    private Object symbol(Schema schema) {
        var symbols = schema.getEnumSymbols();
        return new GenericData.EnumSymbol(schema, symbols.get(random.nextInt(symbols.size())));
    }

    private Map<String, Object> map(Schema schema) {
        var map = new HashMap<String, Object>();
        boolean ascii = random.nextBoolean();
        random.ints(random.nextInt(5))
                .forEach(i -> map.put(ascii ? "k" + random.nextInt(99) : text(), valueOrNull(schema.getValueType())));
        return map;
    }

    private long number() {
        return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextLong() >> random.nextInt(64);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Now and then longer than the writer's chunk of 512, so that pairs fall on its border. */
    private String text() {
        int length = random.nextInt(20) == 0 ? 500 + random.nextInt(1_100) : random.nextInt(12);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(point());
        }
        return text.toString();
    }

    private int point() {
        return switch (random.nextInt(4)) {
            case 0 -> POINTS[random.nextInt(POINTS.length)];
            case 1 -> {
                int any = random.nextInt(0x110000);
                yield any >= 0xd800 && any < 0xe000 ? any - 0x800 : any;
            }
            default -> 0x20 + random.nextInt(0x5f);
        };
    }
}
