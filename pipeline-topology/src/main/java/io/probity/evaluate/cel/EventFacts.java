package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.model.AuditEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an event tells of its subjects: the values at the paths that the registry names for its type, as the log has them. A
 * protected value stays protected, and takes the place of one that was known in clear.
 */
public final class EventFacts {
    private EventFacts() {}

    /**
     * Reads facts from an event.
     *
     * @param paths fact name to dotted path: {@code data.settings.visibility}, {@code actor.id}
     * @return those that the event has a value for, in the order of their names' map
     */
    public static Map<String, JsonNode> of(AuditEvent event, Map<String, String> paths) {
        if (paths.isEmpty()) {
            return Map.of();
        }
        var inputs = Inputs.of(event, Map.of());
        var facts = new LinkedHashMap<String, JsonNode>();
        paths.forEach((name, path) -> {
            var json = path(path).logged(inputs);
            if (json != null) {
                facts.put(name, json);
            }
        });
        return facts;
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
