package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.model.Protected;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as the log has them, as JSON: what an expression may not read is there too, in the shape that protects it
 * (docs/canonical-form.md), so that it can be kept, compared and erased like the event's own.
 */
final class Logged {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Logged() {}

    /** A member of something that an expression can take members of; null where it has none of the name. */
    static @Nullable JsonNode member(Object holder, String name) {
        return switch (holder) {
            case JsonMap map -> json(map.logged(name));
            case RecordValue<?> record -> json(record.logged(name));
            case Map<?, ?> map -> json(map.get(name));
            default -> null;
        };
    }

    /** Null for null, in JSON too. */
    static @Nullable JsonNode json(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JsonNode node -> node.isNull() || node.isMissingNode() ? null : node;
            case Protected hidden -> CanonicalJson.of(hidden);
            case String text -> NODES.textNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer whole -> NODES.numberNode(whole);
            case Long whole -> NODES.numberNode(whole);
            case Double number -> NODES.numberNode(number);
            case RecordValue<?> record -> object(record, record.names());
            case JsonMap map -> object(map, map.names());
            case Map<?, ?> map ->
                object(map, map.keySet().stream().map(String::valueOf).toList());
            case Collection<?> items -> {
                var array = NODES.arrayNode(items.size());
                items.forEach(item -> {
                    var json = json(item);
                    array.add(json == null ? NODES.nullNode() : json);
                });
                yield array;
            }
            default -> NODES.textNode(value.toString()); // a time, whose text is RFC 3339
        };
    }

    private static ObjectNode object(Object holder, Collection<String> names) {
        var object = NODES.objectNode();
        for (var name : names) {
            var member = member(holder, name);
            if (member != null) {
                object.set(name, member);
            }
        }
        return object;
    }
}
