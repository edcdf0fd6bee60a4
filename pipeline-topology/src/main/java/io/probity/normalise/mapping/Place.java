package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.normalise.Item;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a provider's object: a JSON Pointer (RFC 6901) with three more kinds of step. {@code *} is each item of
 * an array or each member of an object; {@code [name=value]} each item of an array whose member has that value; an index counted
 * from the end is {@code -1}. Where a path goes on below a text, the text is read as JSON: some providers wrap objects so.
 */
record Place(String text, List<Step> steps) {
    private static final Pattern SUCH = Pattern.compile("\\[([^=\\]]+)=([^\\]]*)]");
    private static final Pattern INDEX = Pattern.compile("-?\\d{1,6}");

    /** One step down. */
    sealed interface Step {
        /** A member of an object. */
        record Member(String name) implements Step {}

        /** An item of an array, from 0; from -1 backwards. The same digits name a member of an object. */
        record At(int index, String name) implements Step {}

        /** All items, or all members. */
        record Each() implements Step {}

        /** The items that have a member with a value. */
        record Such(String name, String value) implements Step {}
    }

    /** @throws IllegalArgumentException in words for the author of the mapping */
    static Place parse(String text) {
        if (!text.startsWith("/") || text.length() == 1 || text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "`" + text + "` is no path: begin with / and name a member, as in /actor/id");
        }
        return new Place(
                text,
                Stream.of(text.substring(1).split("/", -1)).map(Place::step).toList());
    }

    private static Step step(String segment) {
        var such = SUCH.matcher(segment);
        if (such.matches()) {
            return new Step.Such(such.group(1), such.group(2));
        }
        if (segment.equals("*")) {
            return new Step.Each();
        }
        String name = segment.replace("~1", "/").replace("~0", "~");
        return INDEX.matcher(segment).matches() ? new Step.At(Integer.parseInt(segment), name) : new Step.Member(name);
    }

    /** All values that stand there, in order; none is null. */
    List<JsonNode> in(JsonNode root) {
        return in(root, steps);
    }

    /** The same for items that are events: one that is null is there too, to be refused and not passed over. */
    List<JsonNode> items(JsonNode root) {
        if (!(steps.getLast() instanceof Step.Each)) {
            return in(root);
        }
        var all = new ArrayList<JsonNode>();
        in(root, steps.subList(0, steps.size() - 1))
                .forEach(list -> opened(list).forEach(all::add));
        return all;
    }

    /** Whether it leads to all there is: a step of several before the last one passes over what lacks the rest. */
    boolean isWhole() {
        return steps.subList(0, steps.size() - 1).stream().noneMatch(Step.Each.class::isInstance)
                && steps.stream().noneMatch(Step.Such.class::isInstance);
    }

    private static List<JsonNode> in(JsonNode root, List<Step> steps) {
        var here = List.of(root);
        for (var step : steps) {
            var below = new ArrayList<JsonNode>(1);
            for (var value : here) {
                take(opened(value), step, below);
            }
            here = below;
        }
        return here;
    }

    private static void take(JsonNode value, Step step, List<JsonNode> into) {
        switch (step) {
            case Step.Member(var name) -> add(value.get(name), into);
            case Step.At(int index, var name) ->
                add(value.isArray() ? value.get(index < 0 ? value.size() + index : index) : value.get(name), into);
            case Step.Each() -> value.forEach(item -> add(item, into));
            case Step.Such(var name, var wanted) -> {
                for (var item : value.isArray() ? value : List.<JsonNode>of()) {
                    if (wanted.equals(Item.scalar(item.path(name)))) {
                        add(item, into);
                    }
                }
            }
        }
    }

    private static void add(JsonNode value, List<JsonNode> into) {
        if (value != null && !value.isNull()) {
            into.add(value);
        }
    }

    private static JsonNode opened(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue().strip();
        boolean container = text.startsWith("{") || text.startsWith("[");
        return container && JsonReader.read(text) instanceof JsonText.Value(JsonNode json) ? json : value;
    }

    /**
     * What is left of an object without what stands there: the rest of an envelope.
     *
     * @return null where nothing is
     */
    @Nullable ObjectNode rest(JsonNode root) {
        return rest(opened(root), steps) instanceof ObjectNode object ? object : null;
    }

    private static @Nullable JsonNode rest(JsonNode value, List<Step> steps) {
        if (steps.isEmpty()) {
            return null;
        }
        var below = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Step.Member(var name) -> without(value, name, below);
            case Step.At(int index, var name) ->
                value.isArray()
                        ? without(value, index < 0 ? value.size() + index : index, below)
                        : without(value, name, below);
            case Step.Each() -> null; // all there is
            case Step.Such such -> value; // one of many: the others are nowhere else
        };
    }

    private static @Nullable JsonNode without(JsonNode value, String name, List<Step> below) {
        if (!(value instanceof ObjectNode object)) {
            return null;
        }
        var kept = object.objectNode();
        for (var member : object.properties()) {
            var left = member.getKey().equals(name) ? rest(opened(member.getValue()), below) : member.getValue();
            if (left != null) {
                kept.set(member.getKey(), left);
            }
        }
        return kept.isEmpty() ? null : kept;
    }

    private static @Nullable JsonNode without(JsonNode array, int index, List<Step> below) {
        var kept = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            var left = i == index ? rest(opened(array.get(i)), below) : array.get(i);
            if (left != null) {
                kept.add(left);
            }
        }
        return kept.isEmpty() ? null : kept;
    }

    /** An object with one item there and no other beside it in the same list; what is text on the way is the object that it holds. */
    JsonNode only(JsonNode root, JsonNode item) {
        return only(opened(root), steps, item);
    }

    private static JsonNode only(JsonNode value, List<Step> steps, JsonNode item) {
        if (steps.isEmpty()) {
            return item;
        }
        var below = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Step.Member(var name) -> with(value, name, below, item);
            case Step.At(int index, var name) ->
                value.isArray()
                        ? with(value, index < 0 ? value.size() + index : index, below, item)
                        : with(value, name, below, item);
            case Step.Each() -> JsonNodeFactory.instance.arrayNode().add(item);
            case Step.Such such -> JsonNodeFactory.instance.arrayNode().add(only(item, below, item));
        };
    }

    private static JsonNode with(JsonNode value, String name, List<Step> below, JsonNode item) {
        var kept = JsonNodeFactory.instance.objectNode();
        for (var member : value.properties()) {
            kept.set(
                    member.getKey(),
                    member.getKey().equals(name) ? only(opened(member.getValue()), below, item) : member.getValue());
        }
        return kept;
    }

    private static JsonNode with(JsonNode array, int index, List<Step> below, JsonNode item) {
        var kept = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            kept.add(i == index ? only(opened(array.get(i)), below, item) : array.get(i));
        }
        return kept;
    }

    /** Member names alone, as a table of classes names them; indexes and conditions are left out. */
    List<String> names() {
        return steps.stream()
                .flatMap(step -> switch (step) {
                    case Step.Member(var name) -> Stream.of(name);
                    default -> Stream.<String>of();
                })
                .toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
