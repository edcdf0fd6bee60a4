package io.probity.evaluate.cel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON to expression values: integers that fit are int, other numbers double, objects {@link JsonMap}. */
public final class JsonValues {
    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(JsonNode.class);

    private JsonValues() {}

    /** A map over JSON text; text that is no object gives an empty map. */
    static JsonMap parse(String text) {
        var found = JsonText.of(text);
        return found == null ? parsed(text) : found;
    }

    /** The same, read at once. */
    static JsonMap parsed(String text) {
        var tree = tree(text);
        // data and raw are canonical JSON by contract of the record; what is not cannot have fields
        return tree == null ? new OfMap(Map.of()) : new OfNode(tree);
    }

    /** Null for what is no JSON. */
    static @Nullable JsonNode tree(String text) {
        try {
            return READER.readValue(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    static JsonMap of(Map<String, ?> values) {
        return new OfMap(values);
    }

    /** Reads one JSON value, for example a fact's. */
    public static JsonNode node(String text) {
        var plain = text.isEmpty() ? null : JsonText.plain(text, 0, text.length());
        if (plain != null) {
            return plain;
        }
        try {
            return READER.readValue(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("not JSON: " + text, notJson);
        }
    }

    static @Nullable Object value(@Nullable Object plain) {
        return switch (plain) {
            case null -> null;
            case JsonMap map -> map;
            case JsonNode node -> value(node);
            case Integer whole -> whole.longValue();
            case Short whole -> whole.longValue();
            case Float number -> number.doubleValue();
            case Map<?, ?> map -> new OfMap(stringKeys(map));
            case Collection<?> items -> list(items);
            default -> plain;
        };
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case ARRAY -> list(node);
            case OBJECT -> object(node);
            case BINARY, POJO -> node.asText();
        };
    }

    private static Object number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : node.doubleValue();
    }

    private static Object object(JsonNode node) {
        var token = Tokens.read(node);
        return token == null ? new OfNode(node) : token;
    }

    /** A list with a ciphertext inside is one itself: expressions walk lists in ways that would pass over a gap. */
    private static Object list(Iterable<?> items) {
        var values = new ArrayList<Object>();
        for (var item : items) {
            var value = value(item);
            if (value == Unreadable.VALUE) {
                return Unreadable.VALUE;
            }
            values.add(value == null ? NullValue.NULL_VALUE : value);
        }
        // a RandomAccess list: the evaluator checks such a list in place and copies any other
        return Collections.unmodifiableList(values);
    }

    @SuppressWarnings("unchecked") // every map that reaches an expression comes from JSON, whose names are strings
    private static Map<String, ?> stringKeys(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    @SuppressWarnings("Immutable") // the tree is parsed for this one reader and handed to nobody
    private static final class OfNode extends JsonMap {
        private final JsonNode node;

        OfNode(JsonNode node) {
            this.node = node;
        }

        @Override
        @Nullable Object read(String name) {
            return JsonValues.value((Object) node.get(name));
        }

        @Override
        @Nullable Object logged(String name) {
            return node.get(name);
        }

        @Override
        Collection<String> names() {
            var names = new ArrayList<String>(node.size());
            node.properties().forEach(member -> {
                if (!member.getValue().isNull()) {
                    names.add(member.getKey());
                }
            });
            return names;
        }
    }

    @SuppressWarnings("Immutable") // facts and params are not written while a round of judging reads them
    private static final class OfMap extends JsonMap {
        private final Map<String, ?> map;

        OfMap(Map<String, ?> map) {
            this.map = map;
        }

        @Override
        @Nullable Object read(String name) {
            return JsonValues.value((Object) map.get(name));
        }

        @Override
        @Nullable Object logged(String name) {
            return map.get(name);
        }

        @Override
        Collection<String> names() {
            return map.entrySet().stream()
                    .filter(member -> JsonValues.value((Object) member.getValue()) != null)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
