package io.probity.types;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.model.Category;
import io.probity.model.Crud;
import io.probity.model.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a file of event types: a list of entries, or one entry alone as GitLab keeps them. An unknown key, a wrong type or a
 * missing name is an error that names file and line; a repeated control id is not, since GitLab's own sample has one.
 */
public final class EventTypeFile {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> KEYS = Set.of(
            "name",
            "description",
            "introduced_by_issue",
            "introduced_by_mr",
            "feature_category",
            "milestone",
            "saved_to_database",
            "streamed",
            "scope",
            "compliance_controls",
            "compliance_requirement_controls",
            "category",
            "crud",
            "outcome",
            "aliases",
            "facts",
            "data_schema");

    private static final Pattern FACT = Pattern.compile("\\w+(\\.\\{[\\w.]+\\})?");

    private final String where;
    private final JsonNode entry;

    private EventTypeFile(String where, JsonNode entry) {
        this.where = where;
        this.entry = entry;
    }

    /**
     * Reads one file.
     *
     * @param file the name to use in errors
     * @throws IllegalArgumentException naming file, line and what to do
     */
    public static List<EventType> read(String file, InputStream yaml) throws IOException {
        var types = new ArrayList<EventType>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                token = parser.nextToken();
            }
            while (token != null && token != JsonToken.END_ARRAY) {
                String where = file + ":" + parser.currentTokenLocation().getLineNr();
                types.add(new EventTypeFile(where, YAML.readTree(parser)).type());
                token = parser.nextToken();
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new IllegalArgumentException(
                    file + ":" + (at == null ? "?" : at.getLineNr()) + ": not YAML: " + e.getOriginalMessage(), e);
        }
        return types;
    }

    /**
     * Reads one entry.
     *
     * @param where named in errors
     * @throws IllegalArgumentException naming it and what to do
     */
    public static EventType read(String where, JsonNode entry) {
        return new EventTypeFile(where, entry).type();
    }

    private EventType type() {
        if (!entry.isObject()) {
            throw error("an entry must be a map that begins with `name:`");
        }
        entry.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw error("unknown key `" + key + "`: remove it, or use one of "
                        + KEYS.stream().sorted().toList());
            }
        });
        if (entry.path("name").asText().isBlank()) {
            throw error("`name` is missing: give the word that events carry");
        }
        return new EventType(
                text("name"),
                text("description"),
                text("introduced_by_issue"),
                text("introduced_by_mr"),
                text("feature_category"),
                text("milestone"),
                flag("saved_to_database"),
                flag("streamed"),
                words("scope").stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList(),
                controls(),
                choice("category", Category.class, Category.OTHER),
                choice("crud", Crud.class, Crud.UNKNOWN),
                choice("outcome", Outcome.class, Outcome.UNKNOWN),
                words("aliases"),
                facts(),
                entry.get("data_schema"));
    }

    /** Both keys together, so that a file in the middle of its migration loses nothing. */
    private List<String> controls() {
        var ids = new LinkedHashSet<>(words("compliance_controls"));
        ids.addAll(words("compliance_requirement_controls"));
        return List.copyOf(ids);
    }

    private Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        for (var fact : entry.path("facts").properties()) {
            if (!FACT.matcher(fact.getKey()).matches()) {
                throw error(
                        "fact `" + fact.getKey() + "` must be a name, or a name and a path such as rules.{target.id}");
            }
            facts.put(
                    fact.getKey(),
                    fact.getValue().isNull() ? "" : fact.getValue().asText());
        }
        return facts;
    }

    private String text(String key) {
        JsonNode value = entry.path(key);
        if (value.isContainerNode()) {
            throw error("`" + key + "` must be text: quote it");
        }
        return value.isNull() ? "" : value.asText("");
    }

    private boolean flag(String key) {
        JsonNode value = entry.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw error("`" + key + "` must be true or false");
        }
        return value.asBoolean(true);
    }

    private List<String> words(String key) {
        JsonNode value = entry.path(key);
        if (!value.isMissingNode() && !value.isArray()) {
            throw error("`" + key + "` must be a list, such as [Project]");
        }
        var words = new LinkedHashSet<String>();
        value.forEach(word -> words.add(word.asText()));
        return List.copyOf(words);
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String word = text(key);
        if (word.isEmpty()) {
            return otherwise;
        }
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    where + ": `" + key + ": " + word + "` is not one of " + List.of(type.getEnumConstants()), e);
        }
    }

    private IllegalArgumentException error(String what) {
        return new IllegalArgumentException(where + ": " + what);
    }
}
