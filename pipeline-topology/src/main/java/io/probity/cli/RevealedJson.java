package io.probity.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.keys.Aad;
import io.probity.keys.KeyRing;
import io.probity.keys.Reveal;
import io.probity.model.Origin;
import io.probity.model.Protected;
import io.probity.rejected.Place;
import io.probity.transform.Protection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** JSON of events, refused records, violations and orders with its ciphertexts opened. Where a value stands says what it is bound to. */
final class RevealedJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** JSON as text. */
    private static final Set<String> FREE_FORM = Set.of("data", "raw", "around");

    private final Reveal reveal;
    private final String tenant;
    private final Predicate<String> means;
    private long closed;

    /**
     * @param tenant of records that name none
     * @param means whether a tenant's keys are to be used
     */
    RevealedJson(KeyRing ring, String tenant, Predicate<String> means) {
        this.reveal = new Reveal(ring);
        this.tenant = tenant;
        this.means = means;
    }

    /** How many ciphertexts could not be opened. */
    long closed() {
        return closed;
    }

    JsonNode of(JsonNode record) {
        if (record.isArray()) {
            var all = NODES.arrayNode();
            record.forEach(item -> all.add(of(item)));
            return all;
        }
        var origin = record.path("origin");
        var whose = record.path("tenant").asText(tenant);
        if (origin.isObject() && record.has("reason")) {
            var place = Place.of(new Origin(
                    origin.path("topic").asText(),
                    origin.path("partition").asInt(),
                    origin.path("offset").asLong(),
                    origin.path("item").asInt()));
            return opened(record, "", whose, new Aad(whose, Protection.rejectionSchema(), place));
        }
        var order = record.path("lastAction");
        if (order.isObject()) { // a violation: only what people said of it is encrypted
            var violation = ((ObjectNode) record).deepCopy();
            return violation.set("lastAction", order(order, order.path("command"), whose));
        }
        if (record.has("contentKey") && record.has("violation")) {
            return order(record, record.path("id"), whose);
        }
        if (!record.has("eventType") && record.isObject()) { // an answer that holds the event somewhere inside
            var holder = NODES.objectNode();
            record.properties()
                    .forEach(member -> holder.set(
                            member.getKey(),
                            member.getValue().isContainerNode() ? of(member.getValue()) : member.getValue()));
            return holder;
        }
        return opened(
                record,
                "",
                whose,
                new Aad(whose, Protection.eventSchema(), record.path("id").asText()));
    }

    private JsonNode order(JsonNode order, JsonNode id, String whose) {
        return opened(order, "", whose, new Aad(whose, Protection.commandSchema(), id.asText()));
    }

    private JsonNode opened(JsonNode value, String path, String whose, Aad of) {
        if (value.isArray()) {
            var items = NODES.arrayNode();
            value.forEach(item -> items.add(opened(item, path, whose, of)));
            return items;
        }
        if (value.isTextual() && FREE_FORM.contains(path)) {
            try {
                return opened(CanonicalJson.read(value.textValue()), path, whose, of);
            } catch (JsonProcessingException text) {
                return value;
            }
        }
        if (!value.isObject()) {
            return value;
        }
        var hidden = ciphertext(value);
        if (hidden != null) {
            return open(hidden, value, path, whose, of);
        }
        var object = NODES.objectNode();
        value.properties().forEach(member -> {
            var below = path.isEmpty() ? member.getKey() : path + '/' + member.getKey();
            object.set(member.getKey(), opened(member.getValue(), below, whose, of));
        });
        return object;
    }

    private JsonNode open(Protected hidden, JsonNode shape, String path, String whose, Aad of) {
        var bytes = means.test(whose) ? reveal.bytes(hidden, whose, of, path) : null;
        if (bytes == null) {
            closed++;
            return shape;
        }
        var text = utf8(bytes);
        if (text != null && FREE_FORM.contains(path.split("/", 2)[0])) {
            try {
                return CanonicalJson.read(text);
            } catch (JsonProcessingException notJson) {
                return NODES.textNode(text);
            }
        }
        return NODES.textNode(
                text == null ? Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) : text);
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable Protected ciphertext(JsonNode object) {
        if (object.size() != 2
                || !object.path("k").isTextual()
                || !object.path("c").isTextual()) {
            return null;
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(object.get("c").textValue());
            return new Protected(object.get("k").textValue(), ByteBuffer.wrap(bytes), null, null);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
