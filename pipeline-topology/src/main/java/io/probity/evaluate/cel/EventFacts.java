package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.canonical.CanonicalJson;
import io.probity.model.AuditEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of its subjects: the values at the paths that the registry names for its type, as the log has them. A
 * protected value stays protected, and takes the place of one that was known in clear.
 */
public final class EventFacts {
    /** What was known holds no longer, and nothing takes its place. */
    private static final JsonNode TAKEN_BACK = JsonNodeFactory.instance.nullNode();

    /** Characters; Git's own limit for one part of a branch's name is 255 bytes on common file systems. */
    private static final int LONGEST_KEY = 256;

    private static final char OPPOSITE = '!';

    private EventFacts() {}

    /**
     * Reads facts from an event.
     *
     * @param paths fact name to dotted path: {@code data.settings.visibility}, {@code actor.id}. A path that ends in
     *     {@code ?} takes the fact back where the event has nothing there, an empty path always. One that begins with {@code !}
     *     tells the opposite of a boolean, and takes the fact back where there is something else. A name such as
     *     {@code approval_rules.{target.id}} is a fact for each value of the path in braces; where the event has nothing there,
     *     it tells nothing, and with {@code ?} before the brace it tells of what has no name: its key is the empty text
     * @return those that the event tells, null for one that it takes back. A name whose key is protected, or longer than
     *     any name of a branch, comes without a key and taken back: one thing could no longer be told from another
     */
    public static Map<String, JsonNode> of(AuditEvent event, Map<String, String> paths) {
        return of(Inputs.of(event), paths);
    }

    /** The same, of an event whose parts may have been read already. */
    public static Map<String, JsonNode> of(Inputs inputs, Map<String, String> paths) {
        if (paths.isEmpty()) {
            return Map.of();
        }
        var facts = new LinkedHashMap<String, JsonNode>();
        paths.forEach((name, path) -> {
            var value = value(path, inputs);
            int brace = name.indexOf(".{");
            if (value == null) {
                return;
            }
            if (brace < 0) {
                facts.put(name, value);
                return;
            }
            var key = key(name.substring(brace + 2, name.length() - 1), inputs);
            if (key != null) {
                boolean usable = key.isValueNode() && text(key).length() <= LONGEST_KEY;
                facts.put(
                        usable ? name.substring(0, brace + 1) + text(key) : name.substring(0, brace),
                        usable ? value : TAKEN_BACK);
            }
        });
        return facts;
    }

    private static @Nullable JsonNode value(String path, Inputs inputs) {
        if (path.isEmpty()) {
            return TAKEN_BACK;
        }
        if (path.charAt(0) == OPPOSITE) {
            return opposite(value(path.substring(1), inputs));
        }
        if (!path.endsWith("?")) {
            return path(path).logged(inputs);
        }
        var value = path(path.substring(0, path.length() - 1)).logged(inputs);
        return value == null ? TAKEN_BACK : value;
    }

    private static @Nullable JsonNode opposite(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        return value.isBoolean() ? JsonNodeFactory.instance.booleanNode(!value.booleanValue()) : TAKEN_BACK;
    }

    private static @Nullable JsonNode key(String path, Inputs inputs) {
        if (!path.endsWith("?")) {
            return path(path).logged(inputs);
        }
        var key = path(path.substring(0, path.length() - 1)).logged(inputs);
        return key == null ? JsonNodeFactory.instance.textNode("") : key;
    }

    private static String text(JsonNode key) {
        return key.isTextual() ? key.textValue() : CanonicalJson.text(key);
    }

    /** A path that does not begin with data or raw begins below event. */
    private static Path path(String dotted) {
        var steps = List.of(dotted.split("\\."));
        var root = steps.getFirst();
        return root.equals("data") || root.equals("raw")
                ? new Path(root, steps.subList(1, steps.size()))
                : new Path("event", steps);
    }
}
