package io.probity.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON paths and their classes. A path is a JSON Pointer (RFC 6901) without array indexes: the items of an array are at the
 * array's own path. {@code *} stands for one member name; {@code /**}, at the beginning and with one name behind it, for any
 * depth and for that name in any case. A class holds for all that lies beneath, unless a longer path says otherwise; a secret
 * stays a secret. What no path names is personal. A secret that the provider has hidden itself is kept: that it was there is
 * evidence.
 */
public final class PathTable {
    /** What providers write in a secret's place: no secret, and it tells a control that there was one. */
    private static final Set<String> HIDDEN = Set.of("HIDDEN_DUE_TO_SECURITY_REASONS", "[FILTERED]", "****", "*****");

    private final Step root = new Step();
    private final Map<String, FieldClass> anywhere = new HashMap<>();

    /** @param paths pointer to class; later entries for one path replace earlier ones */
    public PathTable(Map<String, FieldClass> paths) {
        paths.forEach(this::add);
    }

    /** Everything is personal and nothing is dropped. */
    public static PathTable empty() {
        return new PathTable(Map.of());
    }

    private void add(String path, FieldClass fieldClass) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path " + path + " does not begin with /");
        }
        var segments = List.of(path.substring(1).split("/", -1));
        int anyDepth = segments.lastIndexOf("**");
        if (anyDepth == 0 && segments.size() == 2) {
            anywhere.put(name(segments.getLast()).toLowerCase(Locale.ROOT), fieldClass);
            return;
        }
        if (anyDepth >= 0) {
            throw new IllegalArgumentException("path " + path
                    + " would never be met: ** stands at the beginning, and one name behind it, such as /**/token");
        }
        Step step = root;
        for (var segment : segments) {
            step = step.next.computeIfAbsent(name(segment), any -> new Step());
        }
        step.fieldClass = fieldClass;
    }

    private static String name(String segment) {
        return segment.replace("~1", "/").replace("~0", "~");
    }

    /** A copy without the secrets. The argument is left as it is. */
    public ObjectNode project(ObjectNode object) {
        return object(object, List.of(root));
    }

    private ObjectNode object(ObjectNode object, List<Step> steps) {
        ObjectNode kept = object.objectNode();
        for (var member : object.properties()) {
            List<Step> beneath = beneath(steps, member.getKey());
            if (classHere(beneath, member.getKey()) != FieldClass.SECRET || isHidden(member.getValue())) {
                kept.set(member.getKey(), value(member.getValue(), beneath));
            }
        }
        return kept;
    }

    private static boolean isHidden(JsonNode value) {
        return value.isTextual() && HIDDEN.contains(value.textValue());
    }

    private JsonNode value(JsonNode value, List<Step> steps) {
        if (value instanceof ObjectNode object) {
            return object(object, steps);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode kept = array.arrayNode(array.size());
            array.forEach(item -> kept.add(value(item, steps)));
            return kept;
        }
        return value;
    }

    /**
     * The class of a value.
     *
     * @param names member names from the root; arrays have none
     * @return null where no path names it or anything above it, which means personal
     */
    public @Nullable FieldClass classOf(List<String> names) {
        List<Step> steps = List.of(root);
        @Nullable FieldClass found = null;
        for (var name : names) {
            steps = beneath(steps, name);
            @Nullable FieldClass here = classHere(steps, name);
            if (here != null && found != FieldClass.SECRET) {
                found = here;
            }
        }
        return found;
    }

    private static List<Step> beneath(List<Step> steps, String name) {
        var beneath = new ArrayList<Step>(2);
        for (var step : steps) {
            add(beneath, step.next.get("*"));
            add(beneath, step.next.get(name));
        }
        return beneath;
    }

    private static void add(List<Step> steps, @Nullable Step step) {
        if (step != null && !steps.contains(step)) {
            steps.add(step);
        }
    }

    /** The strictest class of what meets here. */
    private @Nullable FieldClass classHere(List<Step> steps, String name) {
        @Nullable FieldClass strictest = anywhere.get(name.toLowerCase(Locale.ROOT));
        for (var step : steps) {
            if (step.fieldClass != null && (strictest == null || step.fieldClass.compareTo(strictest) > 0)) {
                strictest = step.fieldClass;
            }
        }
        return strictest;
    }

    private static final class Step {
        private final Map<String, Step> next = new HashMap<>(4);
        private @Nullable FieldClass fieldClass;
    }
}
