package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.normalise.mapping.Place.Step;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one or several items came in.
 *
 * @param holder with what is text on the way to the items read, so that nobody reads it for each of them; not to be changed
 * @param place where in it they are; a whole one, see {@link Place#isWhole}
 */
@SuppressWarnings("ReferenceEquality") // what did not change is the same object
record Envelope(JsonNode holder, Place place) {

    /** Opens what may hold items. */
    static Envelope open(JsonNode holder, Place place) {
        var read = along(holder, place.steps(), there -> there);
        return new Envelope(read == null ? holder : read, place);
    }

    List<JsonNode> items() {
        return place.items(holder);
    }

    /** What is left without the items; null for nothing. */
    @Nullable ObjectNode rest() {
        return along(holder, place.steps(), there -> null) instanceof ObjectNode left ? left : null;
    }

    /** The same with one item and no other. */
    JsonNode with(JsonNode item) {
        boolean list = place.steps().getLast() instanceof Step.Each;
        var alone = along(
                holder,
                place.steps(),
                there -> list ? JsonNodeFactory.instance.arrayNode().add(item) : item);
        return alone == null ? item : alone;
    }

    /**
     * A copy, as far as it differs, with what stands at the end of a path changed.
     *
     * @param end of a value or, where the path ends in all items, of the list; null takes it away, and what is empty then with it
     */
    private static @Nullable JsonNode along(JsonNode value, List<Step> steps, UnaryOperator<@Nullable JsonNode> end) {
        if (steps.isEmpty()) {
            return end.apply(value);
        }
        var here = Place.opened(value);
        var below = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Step.Member(var name) -> member(here, name, below, end);
            case Step.At(int index, var name) ->
                here instanceof ArrayNode list
                        ? item(list, index < 0 ? list.size() + index : index, below, end)
                        : member(here, name, below, end);
            case Step.Each() -> end.apply(here);
            case Step.Such such -> throw new IllegalStateException("no way to items: " + such);
        };
    }

    private static @Nullable JsonNode member(
            JsonNode value, String name, List<Step> below, UnaryOperator<@Nullable JsonNode> end) {
        if (!(value instanceof ObjectNode object) || !object.has(name)) {
            return value;
        }
        var before = object.get(name);
        var after = along(before, below, end);
        if (after == before) {
            return object;
        }
        var changed = object.objectNode();
        for (var member : object.properties()) {
            if (!member.getKey().equals(name)) {
                changed.set(member.getKey(), member.getValue());
            } else if (after != null) {
                changed.set(name, after);
            }
        }
        return changed.isEmpty() ? null : changed;
    }

    private static @Nullable JsonNode item(
            ArrayNode list, int index, List<Step> below, UnaryOperator<@Nullable JsonNode> end) {
        if (index < 0 || index >= list.size()) {
            return list;
        }
        var changed = list.arrayNode(list.size());
        for (int i = 0; i < list.size(); i++) {
            var after = i == index ? along(list.get(i), below, end) : list.get(i);
            if (after != null) {
                changed.add(after);
            }
        }
        return changed.isEmpty() ? null : changed;
    }
}
