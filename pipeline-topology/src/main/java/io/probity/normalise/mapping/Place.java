package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.normalise.Item;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** The same for items that are events, which stand in a list: one that is null is there too, to be refused and not passed over. */
    List<JsonNode> items(JsonNode root) {
        if (!(steps.getLast() instanceof Step.Each)) {
            return in(root);
        }
        var all = new ArrayList<JsonNode>();
        for (var list : in(root, steps.subList(0, steps.size() - 1))) {
            var items = opened(list);
            if (items.isArray()) {
                items.forEach(all::add);
            }
        }
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

    /** An object or a list that is written as text; anything else as it is. */
    static JsonNode opened(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue().strip();
        boolean container = text.startsWith("{") || text.startsWith("[");
        return container && JsonReader.read(text) instanceof JsonText.Value(JsonNode json) ? json : value;
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
