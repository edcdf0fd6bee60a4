package io.probity.normalise.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.document.Shipped;
import io.probity.normalise.Item;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the words inside {@code details} say of the type: the table is {@code normalise/gitlab/messages.yaml}.
 *
 * @param changes every change that the table knows by name, the longest first
 */
record GitlabMessages(Map<String, Map<String, String>> table, List<String> changes) {
    private static final String RESOURCE = "normalise/gitlab/messages.yaml";
    private static final String CHANGED = "changed ";

    static GitlabMessages load() {
        try {
            return of(new YAMLMapper().readValue(Shipped.text(RESOURCE), new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    private static GitlabMessages of(Map<String, Map<String, String>> table) {
        var changes = table.entrySet().stream()
                .filter(section -> section.getKey().startsWith("changes"))
                .flatMap(section -> section.getValue().keySet().stream())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return new GitlabMessages(table, changes);
    }

    /**
     * The type that details tell of, or null.
     *
     * @param target the class of what was changed, such as {@code Project}; empty where the event does not say
     * @param entity the class of what it belongs to, such as {@code Group}
     */
    @Nullable String type(JsonNode details, String target, String entity) {
        String type = ofMessage(details.path("custom_message"));
        type = type == null ? ofChange(details, kind(target.isEmpty() ? entity : target), kind(entity)) : type;
        type = type == null ? of("adds", details.path("add")) : type;
        type = type == null ? of("removes", details.path("remove")) : type;
        type = type == null ? of("failures", details.path("failed_login")) : type;
        return type == null ? of("withs", details.path("with")) : type;
    }

    /** Whether a message tells of an attempt that came to nothing. */
    boolean tellsOfFailure(JsonNode details) {
        JsonNode message = details.path("custom_message");
        return message.isTextual() && "failure".equals(matching("outcomes", words(message.textValue())));
    }

    /** The longest change that we know by name and that the sentence {@code Changed … from … to …} begins with, or null. */
    @Nullable String changeIn(String sentence) {
        String words = words(sentence);
        if (!words.startsWith(CHANGED)) {
            return null;
        }
        String rest = words.substring(CHANGED.length());
        return changes.stream()
                .filter(change -> rest.equals(change) || rest.startsWith(change + " "))
                .findFirst()
                .orElse(null);
    }

    /** The name that facts know a setting by. */
    String setting(String name) {
        return section("settings").getOrDefault(name, name);
    }

    private @Nullable String ofMessage(JsonNode message) {
        if (message.isTextual()) {
            return matching("messages", words(message.textValue()));
        }
        return message.path("protocol").isTextual() && message.path("action").isTextual()
                ? "repository_git_operation"
                : null;
    }

    private @Nullable String ofChange(JsonNode details, String target, String entity) {
        String said = Item.scalar(details.path("change"));
        String change = said == null ? changeIn(details.path("custom_message").asText("")) : words(said);
        return change == null
                ? null
                : Stream.of("changes_of_" + target, "changes_in_" + entity, "changes")
                        .map(section -> section(section).get(change))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable String matching(String section, String words) {
        for (var entry : section(section).entrySet()) {
            String key = entry.getKey();
            boolean matches =
                    key.endsWith("*") ? words.startsWith(key.substring(0, key.length() - 1)) : words.equals(key);
            if (matches) {
                return entry.getValue();
            }
        }
        return null;
    }

    private @Nullable String of(String section, JsonNode word) {
        String text = Item.scalar(word);
        return text == null ? null : section(section).get(words(text));
    }

    private static String words(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** The last part of a Ruby class, such as {@code ExternalStatusCheck} of {@code MergeRequests::ExternalStatusCheck}. */
    private static String kind(String ruby) {
        return words(ruby.substring(ruby.lastIndexOf(':') + 1));
    }

    private Map<String, String> section(String name) {
        return table.getOrDefault(name, Map.of());
    }
}
