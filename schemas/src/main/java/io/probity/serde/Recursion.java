package io.probity.serde;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Whether a schema can nest its own values without limit. */
final class Recursion {
    private Recursion() {}

    static boolean isIn(Schema schema) {
        return isIn(schema, new IdentityHashMap<>());
    }

    /** @param records true while a record's parts are being looked at, false when they are done */
    private static boolean isIn(Schema schema, Map<Schema, Boolean> records) {
        if (schema.getType() != Schema.Type.RECORD) {
            return parts(schema).stream().anyMatch(part -> isIn(part, records));
        }
        var open = records.putIfAbsent(schema, true);
        if (open != null) {
            return open;
        }
        var found = schema.getFields().stream().anyMatch(field -> isIn(field.schema(), records));
        records.put(schema, false);
        return found;
    }

    private static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            case UNION -> schema.getTypes();
            case RECORD, ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> List.of();
        };
    }
}
