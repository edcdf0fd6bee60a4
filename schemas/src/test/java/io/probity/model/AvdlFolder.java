package io.probity.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/** The schemas as they stand in {@code src/main/avro}, docs and all. */
final class AvdlFolder {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/main/avro");

    private AvdlFolder() {}

    /** Every record and enum of every file, by full name. */
    static Map<String, Schema> named() {
        var named = new TreeMap<String, Schema>();
        try (var files = Files.list(FOLDER)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".avdl")).toList()) {
                named.putAll(new IdlReader().parse(file).getNamedSchemas());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return named;
    }

    /** Every field below a record with its path, as {@link io.probity.canonical.FieldTag} spells paths. */
    static void fields(Schema schema, String path, BiConsumer<String, Schema.Field> seen) {
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields().forEach(field -> {
                    var at = path.isEmpty() ? field.name() : path + "." + field.name();
                    seen.accept(at, field);
                    fields(field.schema(), at, seen);
                });
            case ARRAY -> fields(schema.getElementType(), path + "[]", seen);
            case MAP -> fields(schema.getValueType(), path + "{}", seen);
            case UNION -> schema.getTypes().forEach(branch -> fields(branch, path, seen));
            default -> {}
        }
    }
}
