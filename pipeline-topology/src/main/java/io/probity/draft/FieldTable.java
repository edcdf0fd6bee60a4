package io.probity.draft;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.document.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a source says of the fields of its events: the classes of the paths of {@code raw} and of {@code data}.
 *
 * @param raw the provider's own object
 * @param data the event's free-form part
 */
public record FieldTable(PathTable raw, PathTable data) {
    /** Objects whose member names are values. */
    static final String KEYED = "keyed";
    /** What is about the event's target, not about its actor. */
    static final String OF_TARGET = "of_target";

    private static final TypeReference<Map<String, Map<String, List<String>>>> SHAPE = new TypeReference<>() {};

    /** Knows no path: everything is personal and nothing is dropped. */
    public static FieldTable empty() {
        return new FieldTable(PathTable.empty(), PathTable.empty());
    }

    /**
     * Reads {@code raw} and {@code data}, each a map from a word to a list of paths: a class ({@code public}, {@code internal},
     * {@code pii}, {@code secret}), a way to keep a personal value ({@code token}, {@code encrypt}, {@code mask:ip} …), or
     * {@value #KEYED}, {@value #OF_TARGET}. {@code data} inherits every any-depth path of {@code raw}: a name that is secret
     * anywhere in the one is secret anywhere in the other.
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
        var raw = file.getOrDefault("raw", Map.of());
        var data = file.getOrDefault("data", Map.of());
        var rules = new LinkedHashMap<String, FieldRule>();
        rules(where, raw).forEach((path, rule) -> {
            if (path.startsWith("/**/")) {
                rules.put(path, rule);
            }
        });
        rules.putAll(rules(where, data));
        return new FieldTable(table(rules(where, raw), raw), table(rules, data));
    }

    private static PathTable table(Map<String, FieldRule> rules, Map<String, List<String>> file) {
        return new PathTable(
                rules,
                Set.copyOf(file.getOrDefault(KEYED, List.of())),
                Set.copyOf(file.getOrDefault(OF_TARGET, List.of())));
    }

    private static Map<String, FieldRule> rules(String resource, Map<String, List<String>> byWord) {
        var rules = new LinkedHashMap<String, FieldRule>();
        byWord.forEach((word, list) -> {
            if (word.equals(KEYED) || word.equals(OF_TARGET)) {
                return;
            }
            var rule = FieldRule.of(word);
            if (rule == null) {
                throw new IllegalArgumentException(resource + ": `" + word + "` is no class and no way to keep a value"
                        + NearestName.hint(word, words()));
            }
            for (var path : list) {
                if (rules.put(path, rule) != null) {
                    throw new IllegalArgumentException(resource + ": " + path + " has two classes: remove one");
                }
            }
        });
        return rules;
    }

    /** Every word that a table may use. */
    public static Set<String> words() {
        var words = new LinkedHashSet<String>();
        for (var fieldClass : FieldClass.values()) {
            words.add(fieldClass.name().toLowerCase(Locale.ROOT));
        }
        for (var keeping : Keeping.values()) {
            if (keeping != Keeping.CLEAR) {
                words.add(keeping.word());
            }
        }
        words.add(KEYED);
        words.add(OF_TARGET);
        return words;
    }

    /** This one where it is stricter, the other one where that is. */
    public FieldTable tightenedBy(FieldTable other) {
        return new FieldTable(raw.tightenedBy(other.raw), data.tightenedBy(other.data));
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
