package io.probity.serde;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Looks at a writer's schema before anything is decoded by it: whoever may write to the registry must not be able to
 * exhaust our memory or time. Four kinds of schema are refused, none of which an honest producer has:
 *
 * <ul>
 *   <li>a record that contains itself otherwise than through a union, an array or a map: it has no finite value, and
 *       Avro's resolver grows on it without end;
 *   <li>records that contain each other twice and more, over many steps: thirty of them are a schema of 3 KB and a
 *       billion fields, all of which Avro's resolver would write out;
 *   <li>items that take no bytes, or next to none for what they make: with them five bytes are two billion nulls;
 *   <li>a fixed of more than 1 MiB, which costs its whole size however short the record is.
 * </ul>
 */
final class SchemaVetting {
    /** The event schemas here weigh less than 200. */
    private static final long MAX_WEIGHT = 50_000;

    private static final long MAX_WEIGHT_PER_BYTE = 64;
    /** No record is longer by default, see {@link io.probity.registry.RegistryKey#MAX_RECORD_BYTES}. */
    private static final int MAX_FIXED_BYTES = 1 << 20;

    private static final int MAX_PARTS = 10_000;
    private static final int MAX_DEPTH = 200;

    private static final Extent OPEN = new Extent(-1, -1);

    /** Records and what they come to; {@link #OPEN}, of negative weight, while that is being found out. */
    private final IdentityHashMap<Schema, Extent> records = new IdentityHashMap<>();

    private final ArrayDeque<Part> toLookAt = new ArrayDeque<>();
    /** What was put there, and the fewest bytes beside it. */
    private final IdentityHashMap<Schema, Integer> parts = new IdentityHashMap<>();

    private SchemaVetting() {}

    /** What speaks against decoding by this schema; empty: nothing. */
    static Optional<String> objection(Schema schema) {
        try {
            new SchemaVetting().vet(schema);
            return Optional.empty();
        } catch (ObjectionException objection) {
            return Optional.of(objection.why);
        }
    }

    private void vet(Schema root) throws ObjectionException {
        if (extent(root, 0).weight() > MAX_WEIGHT) {
            throw new ObjectionException("the schema, written out, has more than " + MAX_WEIGHT + " fields");
        }
        while (!toLookAt.isEmpty()) {
            var part = toLookAt.pop();
            var extent = extent(part.item(), part.depth());
            var bytes = extent.bytes() + part.bytesBeside();
            if (extent.weight() > MAX_WEIGHT_PER_BYTE * bytes) {
                throw new ObjectionException(
                        part.around() + " makes " + extent.weight() + " values out of " + bytes + " bytes");
            }
        }
    }

    /** What a value comes to, up to the next union, array or map; those are put aside, to be looked at on their own. */
    private Extent extent(Schema schema, int depth) throws ObjectionException {
        if (depth > MAX_DEPTH) {
            throw new ObjectionException("the schema is nested deeper than " + MAX_DEPTH);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, depth);
            case UNION -> union(schema, depth);
            case ARRAY -> apart(new Part("an item of an array", schema.getElementType(), 0, depth + 1));
            case MAP -> apart(new Part("an item of a map", schema.getValueType(), 1, depth + 1));
            case NULL -> new Extent(1, 0);
            case FIXED -> fixed(schema);
            case FLOAT -> new Extent(1, 4);
            case DOUBLE -> new Extent(1, 8);
            case ENUM, STRING, BYTES, INT, LONG, BOOLEAN -> new Extent(1, 1);
        };
    }

    /** Avro makes room for the whole of it before it looks whether the record has so many bytes. */
    private static Extent fixed(Schema schema) throws ObjectionException {
        if (schema.getFixedSize() > MAX_FIXED_BYTES) {
            throw new ObjectionException("fixed " + schema.getFullName() + " has " + schema.getFixedSize()
                    + " bytes; the limit is " + MAX_FIXED_BYTES);
        }
        return new Extent(1, schema.getFixedSize());
    }

    private Extent record(Schema schema, int depth) throws ObjectionException {
        var known = records.get(schema);
        if (known != null && known.weight() < 0) {
            throw new ObjectionException(schema.getFullName() + " contains itself without end");
        }
        if (known != null) {
            return known;
        }
        records.put(schema, OPEN);
        long weight = 1;
        long bytes = 0;
        for (var field : schema.getFields()) {
            var extent = extent(field.schema(), depth + 1);
            weight = Math.min(weight + extent.weight(), Integer.MAX_VALUE);
            bytes = Math.min(bytes + extent.bytes(), Integer.MAX_VALUE);
        }
        var found = new Extent(weight, bytes);
        records.put(schema, found);
        return found;
    }

    private Extent union(Schema schema, int depth) throws ObjectionException {
        for (var branch : schema.getTypes()) {
            apart(new Part("a branch of a union", branch, 1, depth + 1));
        }
        return new Extent(1, 1);
    }

    private Extent apart(Part part) throws ObjectionException {
        var before = parts.get(part.item());
        if (before == null || part.bytesBeside() < before) {
            parts.put(part.item(), part.bytesBeside());
            toLookAt.add(part);
        }
        if (parts.size() > MAX_PARTS) {
            throw new ObjectionException("the schema has more than " + MAX_PARTS + " parts");
        }
        return new Extent(1, 1);
    }

    /**
     * @param weight values made, at least
     * @param bytes encoded, at least
     */
    private record Extent(long weight, long bytes) {}

    /** A value that the writer may put there as often as it likes, at the price of its bytes and those beside it. */
    private record Part(String around, Schema item, int bytesBeside, int depth) {}

    private static final class ObjectionException extends Exception {
        private static final long serialVersionUID = 1;

        private final String why;

        ObjectionException(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
