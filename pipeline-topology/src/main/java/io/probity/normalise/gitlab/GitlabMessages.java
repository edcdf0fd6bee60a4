package io.probity.normalise.gitlab;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.normalise.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the words inside {@code details} say of the type: the table is {@code normalise/gitlab/messages.yaml}. */
record GitlabMessages(Map<String, Map<String, String>> table) {
    private static final String RESOURCE = "normalise/gitlab/messages.yaml";

    static GitlabMessages load() {
        try (InputStream yaml = GitlabMessages.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (yaml == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path: build again");
            }
            return new GitlabMessages(new YAMLMapper().readValue(yaml, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /** The type that details tell of, or null. */
    @Nullable String type(JsonNode details) {
        String type = ofMessage(details);
        type = type == null ? of("changes", details.path("change")) : type;
        type = type == null ? of("adds", details.path("add")) : type;
        type = type == null ? of("removes", details.path("remove")) : type;
        type = type == null ? of("failures", details.path("failed_login")) : type;
        return type == null ? of("withs", details.path("with")) : type;
    }

    /** The name that facts know a setting by. */
    String setting(String name) {
        return section("settings").getOrDefault(name, name);
    }

    private @Nullable String ofMessage(JsonNode details) {
        JsonNode message = details.path("custom_message");
        if (!message.isTextual()) {
            return message.path("protocol").isTextual()
                            && message.path("action").isTextual()
                    ? "repository_git_operation"
                    : null;
        }
        String words = message.textValue().strip().toLowerCase(Locale.ROOT);
        for (var entry : section("messages").entrySet()) {
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
        return text == null ? null : section(section).get(text.strip().toLowerCase(Locale.ROOT));
    }

    private Map<String, String> section(String name) {
        return table.getOrDefault(name, Map.of());
    }
}
