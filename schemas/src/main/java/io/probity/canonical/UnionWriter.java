package io.probity.canonical;

import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A union as its branch, without a word about which: the compiler lets no union through whose branches look alike in
 * JSON, so the value itself tells.
 */
record UnionWriter(String path, Map<JsonShape, ValueWriter> branches) implements ValueWriter {
    UnionWriter {
        branches = new EnumMap<>(branches);
    }

    @Override
    public void write(@Nullable Object value, JsonBytes out) {
        var branch = branches.get(shapeOf(value));
        if (branch == null) {
            throw ValueWriter.mismatch(path, "one of " + branches.keySet(), value);
        }
        branch.write(value, out);
    }

    private static JsonShape shapeOf(@Nullable Object value) {
        if (value instanceof CharSequence) {
            return JsonShape.STRING;
        }
        if (value instanceof IndexedRecord || value instanceof Map) {
            return JsonShape.OBJECT;
        }
        if (value == null) {
            return JsonShape.NULL;
        }
        if (value instanceof Boolean) {
            return JsonShape.BOOLEAN;
        }
        if (value instanceof Integer) {
            return JsonShape.NUMBER;
        }
        if (value instanceof Iterable) {
            return JsonShape.ARRAY;
        }
        return JsonShape.STRING; // long, time, bytes, fixed, enum
    }
}
