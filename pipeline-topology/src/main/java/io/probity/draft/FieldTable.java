package io.probity.draft;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a source says of the fields of its events: the classes of the paths of {@code raw} and of {@code data}.
 *
 * @param raw the provider's own object
 * @param data the event's free-form part
 */
public record FieldTable(PathTable raw, PathTable data) {
    private static final TypeReference<Map<String, Map<String, List<String>>>> SHAPE = new TypeReference<>() {};

    /** Knows no path: everything is personal and nothing is dropped. */
    public static FieldTable empty() {
        return new FieldTable(PathTable.empty(), PathTable.empty());
    }

    /**
     * Reads {@code raw} and {@code data}, each a map from class to list of paths. {@code data} inherits every
     * any-depth path of {@code raw}: a name that is secret anywhere in the one is secret anywhere in the other.
     *
     * @param resource path on the class path, also named in errors
     */
    public static FieldTable load(String resource) {
        try (InputStream yaml = FieldTable.class.getClassLoader().getResourceAsStream(resource)) {
            if (yaml == null) {
                throw new IllegalStateException(resource + " is not on the class path: build again");
            }
            return of(resource, new YAMLMapper().readValue(yaml, SHAPE));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    /**
     * The same from what was read already.
     *
     * @param where named in errors
     * @throws IllegalArgumentException naming a path or a class that is wrong
     */
    public static FieldTable of(String where, Map<String, Map<String, List<String>>> file) {
        Map<String, FieldClass> raw = paths(where, file.getOrDefault("raw", Map.of()));
        Map<String, FieldClass> data = new LinkedHashMap<>();
        raw.forEach((path, fieldClass) -> {
            if (path.startsWith("/**/")) {
                data.put(path, fieldClass);
            }
        });
        data.putAll(paths(where, file.getOrDefault("data", Map.of())));
        return new FieldTable(new PathTable(raw), new PathTable(data));
    }

    private static Map<String, FieldClass> paths(String resource, Map<String, List<String>> byClass) {
        var paths = new LinkedHashMap<String, FieldClass>();
        byClass.forEach((word, list) -> {
            var fieldClass = FieldClass.valueOf(word.toUpperCase(Locale.ROOT));
            for (var path : list) {
                if (paths.put(path, fieldClass) != null) {
                    throw new IllegalArgumentException(resource + ": " + path + " has two classes: remove one");
                }
            }
        });
        return paths;
    }

    /** The provider's object as it may be kept. */
    public ObjectNode projectRaw(ObjectNode object) {
        return raw.project(object);
    }

    /** The free-form part as it may be kept. */
    public ObjectNode projectData(ObjectNode object) {
        return data.project(object);
    }
}
