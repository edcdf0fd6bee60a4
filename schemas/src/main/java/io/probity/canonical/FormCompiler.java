package io.probity.canonical;

import io.probity.canonical.RecordWriter.Member;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** Makes a tree of writers from a schema, and refuses a schema that has something without a canonical form. */
final class FormCompiler {
    private static final String TIMESTAMP = "timestamp-micros";

    /** Records that are being compiled, outermost first: one that comes again would never end. */
    private final Deque<String> open = new ArrayDeque<>();

    private FormCompiler() {}

    /**
     * The writer of a whole document: the record's own members and the given constant ones.
     *
     * @throws IllegalArgumentException naming the field that has no canonical form, or whose name a constant takes
     */
    static ValueWriter document(Schema schema, Map<String, String> constants) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw none(schema.getFullName(), "only a record makes a document");
        }
        return new FormCompiler().record(schema, "", constants);
    }

    static IllegalArgumentException none(String path, String why) {
        return new IllegalArgumentException("no canonical form for " + path + ": " + why);
    }

    private ValueWriter value(Schema schema, String path) {
        refuseLogicalTypes(schema, path);
        return switch (schema.getType()) {
            case NULL -> (value, out) -> out.raw(JsonBytes.ascii("null"));
            case BOOLEAN -> ScalarWriters.flag(path);
            case INT -> ScalarWriters.number(path);
            case LONG -> isTime(schema) ? ScalarWriters.timestamp(path) : ScalarWriters.quotedNumber(path);
            case STRING -> ScalarWriters.text(path);
            case BYTES -> ScalarWriters.bytes(path);
            case FIXED -> ScalarWriters.fixed(path);
            case ENUM -> ScalarWriters.symbol(schema, path);
            case ARRAY -> new ArrayWriter(path, value(schema.getElementType(), path + "[]"));
            case MAP -> new MapWriter(path, value(schema.getValueType(), path + "{}"));
            case RECORD -> record(schema, path, Map.of());
            case UNION -> union(schema, path);
            case FLOAT, DOUBLE ->
                throw none(path, "binary fractions have as many spellings as there are programs; use text");
        };
    }

    private ValueWriter record(Schema schema, String path, Map<String, String> constants) {
        if (open.contains(schema.getFullName())) {
            throw none(path, schema.getFullName() + " holds itself");
        }
        open.push(schema.getFullName());
        var members = new TreeMap<String, Member>(Comparator.naturalOrder()); // UTF-16 order, as RFC 8785 asks
        constants.forEach((name, value) -> members.put(name, Member.constant(name, value)));
        for (var field : schema.getFields()) {
            if (members.put(field.name(), member(field, path)) != null) {
                throw none(field.name(), "the canonical form itself has a member of this name");
            }
        }
        open.pop();
        return new RecordWriter(schema.getFullName(), path, List.copyOf(members.values()));
    }

    private Member member(Field field, String within) {
        var path = within.isEmpty() ? field.name() : within + "." + field.name();
        if (!field.name().matches("[A-Za-z0-9_]+")) {
            throw none(path, "a member's name is ASCII letters, digits and _");
        }
        var schema = field.schema();
        return Member.field(field.name(), field.pos(), schema.isNullable(), value(withoutNull(schema), path));
    }

    /** Of the commonest union, of null and one other, only the other: a record drops its nulls before it asks. */
    private static Schema withoutNull(Schema schema) {
        if (!schema.isUnion() || !schema.isNullable() || schema.getTypes().size() != 2) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElse(schema);
    }

    private ValueWriter union(Schema union, String path) {
        Map<JsonShape, ValueWriter> branches = new EnumMap<>(JsonShape.class);
        for (var branch : union.getTypes()) {
            var writer = value(branch, path);
            for (var shape : JsonShape.of(branch)) {
                if (branches.put(shape, writer) != null) {
                    throw none(path, "two branches of the union look alike in JSON: " + shape);
                }
            }
        }
        return new UnionWriter(path, branches);
    }

    private static void refuseLogicalTypes(Schema schema, String path) {
        var logical = schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
        if (logical != null && !isTime(schema)) {
            throw none(path, "logical type " + logical + " has no rule");
        }
    }

    private static boolean isTime(Schema schema) {
        return schema.getType() == Schema.Type.LONG && TIMESTAMP.equals(schema.getProp(LogicalType.LOGICAL_TYPE_PROP));
    }
}
