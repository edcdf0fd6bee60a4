package io.probity.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One object of a document that a person wrote, while it is read. Each member is asked for by name; {@link #done} then complains about those
 * that nobody asked for. Problems are noted and a harmless value returned, so that one run reports them all.
 */
public final class Fields {
    private final LocatedTree tree;
    private final String pointer;
    private final JsonNode node;
    private final Set<String> asked = new TreeSet<>();

    public Fields(LocatedTree tree, String pointer, JsonNode node) {
        this.tree = tree;
        this.pointer = pointer;
        this.node = node;
        if (!node.isObject()) {
            tree.problem(Problem.Level.ERROR, pointer, "an object is needed here");
        }
    }

    private @Nullable JsonNode member(String name) {
        asked.add(name);
        var value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public boolean has(String name) {
        return member(name) != null;
    }

    public void error(String name, String message) {
        tree.problem(Problem.Level.ERROR, name.isEmpty() ? pointer : pointer + "/" + name, message);
    }

    /** Where it is written, such as {@code file.yaml:3:1}. */
    public String place() {
        return tree.found(Problem.Level.ERROR, pointer, "").place();
    }

    /** Complains of members that were never asked for. */
    public void done() {
        for (var member : node.properties()) {
            if (!asked.contains(member.getKey())) {
                error(
                        member.getKey(),
                        "unknown key `" + member.getKey() + "`" + NearestName.hint(member.getKey(), asked));
            }
        }
    }

    public String needed(String name) {
        var text = text(name, "");
        if (text.isEmpty()) {
            error(has(name) ? name : "", "`" + name + "` is needed");
        }
        return text;
    }

    public String text(String name, String otherwise) {
        var value = optional(name);
        return value == null ? otherwise : value;
    }

    public @Nullable String optional(String name) {
        var value = member(name);
        if (value == null) {
            return null;
        }
        if (value.isContainerNode()) {
            error(name, "`" + name + "` must be text");
            return null;
        }
        return value.asText().strip();
    }

    public boolean flag(String name) {
        return flag(name, false);
    }

    public boolean flag(String name, boolean otherwise) {
        var value = member(name);
        if (value != null && !value.isBoolean()) {
            error(name, "`" + name + "` must be true or false");
        }
        return value == null ? otherwise : value.asBoolean();
    }

    public Instant instant(String name, Instant otherwise) {
        var value = optional(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return UtcTime.parse(value);
        } catch (DateTimeException wrong) {
            error(name, "`" + name + "` must be a UTC time such as 2026-01-01T00:00:00Z, not `" + value + "`");
            return otherwise;
        }
    }

    public @Nullable Duration duration(String name) {
        var value = optional(name);
        if (value == null) {
            return null;
        }
        try {
            return Duration.parse(value);
        } catch (DateTimeException wrong) {
            error(name, "`" + name + "` must be an ISO 8601 duration such as PT1H or P30D, not `" + value + "`");
            return null;
        }
    }

    public <E extends Enum<E>> E oneOf(String name, Class<E> type, E otherwise, Set<E> notAllowed) {
        var value = optional(name);
        if (value == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value.toUpperCase(Locale.ROOT)) && !notAllowed.contains(constant)) {
                return constant;
            }
        }
        var known = Stream.of(type.getEnumConstants())
                .filter(constant -> !notAllowed.contains(constant))
                .map(constant -> value.equals(value.toUpperCase(Locale.ROOT))
                        ? constant.name()
                        : constant.name().toLowerCase(Locale.ROOT))
                .toList();
        error(name, "`" + value + "` is not one of " + String.join(", ", known) + NearestName.hint(value, known));
        return otherwise;
    }

    /** The items of a list; none where there is no such member. */
    public List<JsonNode> list(String name) {
        var value = member(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            error(name, "`" + name + "` must be a list");
            return List.of();
        }
        var items = new ArrayList<JsonNode>(value.size());
        value.forEach(items::add);
        return items;
    }

    public List<String> texts(String name) {
        var items = list(name);
        var texts = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isContainerNode() || items.get(i).isNull()) {
                error(name + "/" + i, "`" + name + "` must be a list of texts");
            } else {
                texts.add(items.get(i).asText());
            }
        }
        return List.copyOf(texts);
    }

    public Map<String, JsonNode> values(String name) {
        var value = member(name);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject()) {
            error(name, "`" + name + "` must be an object");
            return Map.of();
        }
        var values = new LinkedHashMap<String, JsonNode>();
        value.properties().forEach(member -> values.put(member.getKey(), member.getValue()));
        return values;
    }

    public JsonNode any(String name) {
        var value = member(name);
        return value == null ? JsonNodeFactory.instance.objectNode() : value;
    }

    /** Reads a member that is an object; null where it is not there. */
    public <T> @Nullable T object(String name, Function<Fields, T> read) {
        var value = member(name);
        return value == null ? null : closed(new Fields(tree, pointer + "/" + name, value), read);
    }

    /** Reads a member that is a list of objects. */
    public <T> List<T> objects(String name, Function<Fields, T> read) {
        var items = list(name);
        var objects = new ArrayList<T>();
        for (int i = 0; i < items.size(); i++) {
            objects.add(closed(new Fields(tree, pointer + "/" + name + "/" + i, items.get(i)), read));
        }
        return List.copyOf(objects);
    }

    /** Reads a member that is a list, each item of which is a text or, where there is more to say, an object. */
    public <T> List<T> textsOrObjects(String name, Function<String, T> text, Function<Fields, T> read) {
        var items = list(name);
        var values = new ArrayList<T>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            values.add(
                    item.isValueNode() && !item.isNull()
                            ? text.apply(item.asText())
                            : closed(new Fields(tree, pointer + "/" + name + "/" + i, item), read));
        }
        return List.copyOf(values);
    }

    private static <T> T closed(Fields fields, Function<Fields, T> read) {
        var value = read.apply(fields);
        fields.done();
        return value;
    }

    /** Notes a problem where more or fewer than one of these is there. */
    public void exactlyOne(String... names) {
        if (Arrays.stream(names).filter(this::has).count() != 1) {
            error("", "exactly one of `" + String.join("`, `", names) + "` is needed");
        }
    }
}
