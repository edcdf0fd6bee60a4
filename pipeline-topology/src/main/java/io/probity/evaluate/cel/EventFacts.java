package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import io.probity.model.AuditEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of its subjects: the values at the paths that the registry names for its type, read just as an
 * expression reads them, so that a token compares with a token.
 */
public final class EventFacts {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventFacts() {}

    /**
     * Reads facts from an event.
     *
     * @param paths fact name to dotted path: {@code data.settings.visibility}, {@code actor.id}
     * @return those that the event has a readable value for, in the order of their names' map
     */
    public static Map<String, JsonNode> of(AuditEvent event, Map<String, String> paths) {
        if (paths.isEmpty()) {
            return Map.of();
        }
        var inputs = Inputs.of(event, Map.of());
        var facts = new LinkedHashMap<String, JsonNode>();
        paths.forEach((name, path) -> {
            var json = read(path(path), inputs);
            if (json != null) {
                facts.put(name, json);
            }
        });
        return facts;
    }

    private static @Nullable JsonNode read(Path path, Inputs inputs) {
        try {
            return path.in(inputs) instanceof Path.Found.Value(Object value) ? json(value) : null;
        } catch (CelAttributeNotFoundException encrypted) {
            return null; // a list or an object with a ciphertext inside says nothing
        }
    }

    /** A path that does not begin with data or raw begins below event. */
    private static Path path(String dotted) {
        var steps = List.of(dotted.split("\\."));
        var root = steps.getFirst();
        return root.equals("data") || root.equals("raw")
                ? new Path(root, steps.subList(1, steps.size()))
                : new Path("event", steps);
    }

    private static @Nullable JsonNode json(Object value) {
        return switch (value) {
            case String text -> NODES.textNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Long whole -> NODES.numberNode(whole);
            case Double number -> NODES.numberNode(number);
            case List<?> items -> {
                var array = NODES.arrayNode();
                items.forEach(item -> array.add(item == null ? NODES.nullNode() : json(item)));
                yield array;
            }
            case JsonMap map -> {
                var object = NODES.objectNode();
                map.names().forEach(name -> object.set(name, json(map.select(name))));
                yield object;
            }
            default -> null;
        };
    }
}
