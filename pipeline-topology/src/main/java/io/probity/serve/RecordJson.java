package io.probity.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.model.Protected;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro records as JSON for people and programs: null members left out, times in RFC 3339, bytes in hex, enums as their symbol.
 * A protected value is written as the canonical form writes it, its bytes in base64url, so that it is one text wherever it is met.
 */
public final class RecordJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordJson() {}

    public static ObjectNode of(IndexedRecord record) {
        var object = JSON.objectNode();
        for (var field : record.getSchema().getFields()) {
            var value = record.get(field.pos());
            if (value != null) {
                object.set(field.name(), value(value));
            }
        }
        return object;
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Protected hidden -> CanonicalJson.of(hidden);
            case IndexedRecord record -> of(record);
            case CharSequence text -> JSON.textNode(text.toString());
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Boolean truth -> JSON.booleanNode(truth);
            case Instant time -> JSON.textNode(time.toString());
            case Enum<?> symbol -> JSON.textNode(symbol.name());
            case ByteBuffer bytes -> JSON.textNode(EventDigest.hex(bytes));
            case Collection<?> items -> {
                var array = JSON.arrayNode(items.size());
                items.forEach(item -> array.add(value(item)));
                yield array;
            }
            case Map<?, ?> members -> {
                var object = JSON.objectNode();
                members.forEach((name, member) -> object.set(String.valueOf(name), value(member)));
                yield object;
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }
}
