package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.draft.Shortened;
import java.util.ArrayList;
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

    /** Characters of what is chosen of an object; what a fact of many things may be of each. */
    public static final int MOST_MEMBERS = 256;

    private static final char OPPOSITE = '!';

    private final List<Told> all;

    private EventFacts(List<Told> all) {
        this.all = all;
    }

    /** What is read of an event for one of its parts; null where there is nothing. */
    private interface Reading {
        @Nullable JsonNode in(Inputs inputs);
    }

    /**
     * One fact.
     *
     * @param name up to its key, the dot before it with it
     * @param key of a fact of many things; null for any other
     */
    private record Told(String name, @Nullable Reading key, Reading value) {}

    /**
     * What a type tells, its paths read once.
     *
     * @param paths fact name to dotted path: {@code data.settings.visibility}, {@code actor.id}. A path that ends in
     *     {@code ?} takes the fact back where the event has nothing there, an empty path always. One that begins with {@code !}
     *     tells the opposite of a boolean, and takes the fact back where there is something else. A name such as
     *     {@code approval_rules.{target.id}} is a fact for each value of the path in braces; where the event has nothing there,
     *     it tells nothing, and with {@code ?} before the brace it tells of what has no name: its key is the empty text.
     *     A path such as {@code data.evidence{status, reason}} tells an object of those members that are there
     */
    public static EventFacts of(Map<String, String> paths) {
        var all = new ArrayList<Told>(paths.size());
        paths.forEach((name, path) -> {
            int brace = name.indexOf(".{");
            all.add(
                    brace < 0
                            ? new Told(name, null, value(path))
                            : new Told(
                                    name.substring(0, brace + 1),
                                    key(name.substring(brace + 2, name.length() - 1)),
                                    value(path)));
        });
        return new EventFacts(List.copyOf(all));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Reads facts from an event.
     *
     * @return those that the event tells, null for one that it takes back. A name whose key is protected, or longer than
     *     any name of a branch, comes without a key and taken back: one thing could no longer be told from another
     */
    public Map<String, JsonNode> of(Inputs inputs) {
        @Nullable Map<String, JsonNode> facts = null;
        for (int i = 0; i < all.size(); i++) { // a plain loop: this runs for every event
            var told = all.get(i);
            var value = told.value().in(inputs);
            if (value == null) {
                continue;
            }
            facts = facts == null ? new LinkedHashMap<>() : facts;
            if (told.key() == null) {
                facts.put(told.name(), value);
                continue;
            }
            var key = told.key().in(inputs);
            if (key != null) {
                boolean usable = key.isValueNode() && text(key).length() <= LONGEST_KEY;
                facts.put(
                        usable
                                ? told.name() + text(key)
                                : told.name().substring(0, told.name().length() - 1),
                        usable ? value : TAKEN_BACK);
            }
        }
        return facts == null ? Map.of() : facts;
    }

    private static Reading value(String path) {
        if (path.isEmpty()) {
            return inputs -> TAKEN_BACK;
        }
        int brace = path.indexOf('{');
        if (brace > 0) {
            return members(path.substring(0, brace), path.substring(brace + 1, path.length() - 1));
        }
        if (path.charAt(0) == OPPOSITE) {
            var straight = value(path.substring(1));
            return inputs -> opposite(straight.in(inputs));
        }
        return orElse(path, TAKEN_BACK);
    }

    /**
     * An object of those members that are there, {@link #MOST_MEMBERS} characters of JSON at most: a text that is longer is cut,
     * and what does not fit then is left out, so that a stranger's long word does not make the fact unknown.
     */
    private static Reading members(String holder, String names) {
        var members = new LinkedHashMap<String, Path>();
        for (var name : names.strip().split("\\s*,\\s*", -1)) {
            members.put(name, path(holder + '.' + name));
        }
        return inputs -> {
            var object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, path) -> add(object, name, path.logged(inputs)));
            return object.isEmpty() ? null : object;
        };
    }

    private static void add(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value == null) {
            return;
        }
        object.set(name, value);
        int excess = CanonicalJson.text(object).length() - MOST_MEMBERS;
        if (excess > 0) {
            int room = value.isTextual() ? value.textValue().length() - excess : 0;
            object.remove(name);
            if (room > 1) {
                object.put(name, Shortened.words(value.textValue(), room));
            }
        }
    }

    /** A path that ends in a question mark gives the other thing where there is nothing. */
    private static Reading orElse(String path, JsonNode other) {
        if (!path.endsWith("?")) {
            return path(path)::logged;
        }
        var asked = path(path.substring(0, path.length() - 1));
        return inputs -> {
            var value = asked.logged(inputs);
            return value == null ? other : value;
        };
    }

    private static @Nullable JsonNode opposite(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        return value.isBoolean() ? JsonNodeFactory.instance.booleanNode(!value.booleanValue()) : TAKEN_BACK;
    }

    private static Reading key(String path) {
        return orElse(path, JsonNodeFactory.instance.textNode(""));
    }

    private static String text(JsonNode key) {
        return key.isTextual() ? key.textValue() : CanonicalJson.text(key);
    }

    /** A path that does not begin with data or raw begins below event. */
    private static Path path(String dotted) {
        var steps = List.of(dotted.split("\\."));
        var root = Root.named(steps.getFirst());
        return root != null && root.isOfJson()
                ? new Path(root, List.copyOf(steps.subList(1, steps.size())))
                : new Path(Root.EVENT, steps);
    }
}
