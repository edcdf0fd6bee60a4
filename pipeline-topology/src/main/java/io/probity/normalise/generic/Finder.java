package io.probity.normalise.generic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds values under names that are written in any manner. Made for one record; keeps the simplified names it has seen. */
final class Finder {
    private static final JsonReader EMBEDDED = new JsonReader(Integer.MAX_VALUE);

    private final ObjectNode top;
    private final Set<String> notTheEvent;
    private final IdentityHashMap<List<String>, List<JsonNode>> objects = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, JsonNode> opened = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, Map<String, JsonNode>> members = new IdentityHashMap<>();

    Finder(ObjectNode top, List<String> notTheEvent) {
        this.top = top;
        this.notTheEvent = Set.copyOf(notTheEvent);
    }

    /**
     * The first usable value: every place in the record itself, then every place in each wrapper, outermost first.
     *
     * @param usable turns a value into what is wanted, or null where it is not that
     */
    <T> @Nullable T first(List<String> places, List<String> wrappers, Function<JsonNode, @Nullable T> usable) {
        for (var object : objects.computeIfAbsent(wrappers, this::objects)) {
            for (var place : places) {
                for (var value : at(object, place)) {
                    @Nullable T found = usable.apply(value);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** The record, the wrappers in it, and the wrappers in those: a log line often holds an envelope that holds the event. */
    private List<JsonNode> objects(List<String> wrappers) {
        var found = new ArrayList<JsonNode>();
        found.add(top);
        for (var wrapper : wrappers) {
            found.addAll(at(top, wrapper));
        }
        for (var outer : List.copyOf(found.subList(1, found.size()))) {
            for (var wrapper : wrappers) {
                found.addAll(at(outer, wrapper));
            }
        }
        return found;
    }

    /** The values at a place: at most one, but for a place that begins with a star. */
    private List<JsonNode> at(JsonNode from, String place) {
        List<JsonNode> values = List.of(from);
        for (var segment : place.split("/", -1)) {
            var next = new ArrayList<JsonNode>();
            for (var value : values) {
                step(open(value), segment, next);
            }
            values = next;
        }
        return values.stream().map(this::open).toList();
    }

    private void step(JsonNode object, String segment, List<JsonNode> next) {
        if (!object.isObject()) {
            return;
        }
        Map<String, JsonNode> named = members.computeIfAbsent(object, Finder::simplified);
        if (!segment.equals("*")) {
            var value = named.get(segment);
            if (value != null) {
                next.add(value);
            }
            return;
        }
        for (var member : object.properties()) {
            if (member.getValue().isObject() && !notTheEvent.contains(simple(member.getKey()))) {
                next.add(member.getValue());
            }
        }
    }

    /** An array by its first item; JSON in a string by what it says. */
    private JsonNode open(JsonNode value) {
        JsonNode item = item(value);
        if (item.isTextual() && item.textValue().stripLeading().startsWith("{")) {
            return opened.computeIfAbsent(item, Finder::parse);
        }
        return item;
    }

    private static JsonNode parse(JsonNode text) {
        return EMBEDDED.read(text.textValue().getBytes(StandardCharsets.UTF_8)) instanceof JsonText.Value(JsonNode json)
                ? json
                : text;
    }

    private static JsonNode item(JsonNode value) {
        return value.isArray() ? value.path(0) : value;
    }

    private static Map<String, JsonNode> simplified(JsonNode object) {
        var named = new HashMap<String, JsonNode>();
        object.properties().forEach(member -> named.putIfAbsent(simple(member.getKey()), member.getValue()));
        return named;
    }

    /** Lower case, letters and digits only. */
    private static String simple(String name) {
        var simple = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLetterOrDigit(name.charAt(i))) {
                simple.append(Character.toLowerCase(name.charAt(i)));
            }
        }
        return simple.toString();
    }
}
