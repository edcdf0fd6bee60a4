package io.probity.model;

import io.probity.canonical.FieldTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** What stands between two versions of a schema, in words; nothing if they go together. */
final class Compatibility {
    private static final List<String> CLASSES = List.of("public", "internal", "pii", "secret");

    private Compatibility() {}

    /** Why {@code reader} cannot read what {@code writer} wrote, by Avro's own rules and by the meaning of its numbers. */
    static List<String> read(Schema reader, Schema writer) {
        var reasons = new ArrayList<String>();
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        result.getIncompatibilities()
                .forEach(found ->
                        reasons.add(found.getType() + " at " + found.getLocation() + ": " + found.getMessage()));
        var written = logicalTypes(writer);
        logicalTypes(reader).forEach((path, type) -> {
            var before = written.getOrDefault(path, type);
            if (!before.equals(type)) {
                reasons.add(
                        "LOGICAL_TYPE at " + path + ": " + before + " became " + type + ", so old values mean another");
            }
        });
        return reasons;
    }

    /** Which fields a newer schema protects less than an older one: a tag may be tightened, never loosened. */
    static List<String> loosened(Schema newer, Schema older) {
        var now = new TreeMap<String, FieldTag>();
        FieldTag.of(newer).forEach(tag -> now.put(tag.path(), tag));
        var reasons = new ArrayList<String>();
        for (var before : FieldTag.of(older)) {
            var after = now.get(before.path());
            if (after == null) {
                continue; // gone, or no longer classified, which the lint finds where it matters
            }
            if (CLASSES.indexOf(after.classified()) < CLASSES.indexOf(before.classified())) {
                reasons.add(before.path() + ": " + before.classified() + " became " + after.classified());
            }
            if (after.protect().isEmpty() && !before.protect().isEmpty()) {
                reasons.add(before.path() + ": is no longer protected by " + before.protect());
            }
        }
        return reasons;
    }

    private static Map<String, String> logicalTypes(Schema schema) {
        var types = new TreeMap<String, String>();
        AvdlFolder.fields(schema, "", (path, field) -> types.put(path, logicalType(field.schema())));
        return types;
    }

    private static String logicalType(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> logicalType(schema.getElementType());
            case MAP -> logicalType(schema.getValueType());
            case UNION ->
                schema.getTypes().stream()
                        .map(Compatibility::logicalType)
                        .filter(type -> !type.isEmpty())
                        .findFirst()
                        .orElse("");
            case RECORD -> ""; // its fields have paths of their own
            default -> Objects.requireNonNullElse(schema.getProp(LogicalType.LOGICAL_TYPE_PROP), "");
        };
    }
}
