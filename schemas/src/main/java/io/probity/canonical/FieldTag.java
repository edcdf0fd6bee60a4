package io.probity.canonical;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.Schema;

/**
 * How a schema classifies one field.
 *
 * @param path from the top, {@code []} for the items of an array, {@code {}} for the values of a map; a union adds nothing
 * @param classified {@code audit.class}: public, internal, pii or secret; empty where the schema says nothing
 * @param protect {@code audit.protect}: encrypt, token, mask:…, drop or paths; empty where the schema says nothing
 */
public record FieldTag(String path, String classified, String protect) {
    /** Property of a field: public, internal, pii or secret. */
    public static final String CLASS = "audit.class";
    /** Property of a field: how a personal value is kept. */
    public static final String PROTECT = "audit.protect";

    /**
     * The classified fields of a schema, sorted by path.
     *
     * @throws IllegalArgumentException if a record holds itself
     */
    public static List<FieldTag> of(Schema schema) {
        var tags = new ArrayList<FieldTag>();
        collect(schema, "", new ArrayList<>(), tags);
        tags.sort(Comparator.comparing(FieldTag::path));
        return List.copyOf(tags);
    }

    /**
     * SHA-256, in hex, of the sorted list as canonical JSON: an array of [path, class, protect]. A member of the canonical
     * form, so that nobody can say later that a field was classified otherwise when the event was written.
     */
    public static String digest(Schema schema) {
        var list = JsonNodeFactory.instance.arrayNode();
        of(schema)
                .forEach(
                        tag -> list.addArray().add(tag.path).add(tag.classified).add(tag.protect));
        return EventDigest.hex(EventDigest.sha256(CanonicalJson.text(list).getBytes(StandardCharsets.UTF_8)));
    }

    private static void collect(Schema schema, String path, List<String> open, List<FieldTag> tags) {
        switch (schema.getType()) {
            case RECORD -> collectFields(schema, path, open, tags);
            case ARRAY -> collect(schema.getElementType(), path + "[]", open, tags);
            case MAP -> collect(schema.getValueType(), path + "{}", open, tags);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, path, open, tags));
            default -> {} // a scalar's tags stand on its field
        }
    }

    private static void collectFields(Schema schema, String path, List<String> open, List<FieldTag> tags) {
        if (open.contains(schema.getFullName())) {
            throw FormCompiler.none(path, schema.getFullName() + " holds itself");
        }
        open.add(schema.getFullName());
        for (var field : schema.getFields()) {
            var at = path.isEmpty() ? field.name() : path + "." + field.name();
            if (field.getProp(CLASS) != null || field.getProp(PROTECT) != null) {
                tags.add(new FieldTag(at, orEmpty(field, CLASS), orEmpty(field, PROTECT)));
            }
            collect(field.schema(), at, open, tags);
        }
        open.remove(open.size() - 1);
    }

    private static String orEmpty(Schema.Field field, String property) {
        var value = field.getProp(property);
        return value == null ? "" : value;
    }
}
