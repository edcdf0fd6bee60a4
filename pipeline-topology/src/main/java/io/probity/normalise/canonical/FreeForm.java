package io.probity.normalise.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.normalise.Item;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The event's data: as given, and every member that has no place of its own. Nothing is thrown away. */
final class FreeForm {
    private static final Set<String> PLACED = Set.of(
            "id",
            "eventType",
            "timestamp",
            "userId",
            "teamId",
            "sessionId",
            "requestId",
            "source",
            "category",
            "action",
            "data",
            "result",
            "metadata",
            "traceId",
            "spanId",
            "parentId",
            "actor",
            "scope",
            "subjects",
            "target",
            "outcome",
            "collected",
            "sequence");
    private static final Map<String, Set<String>> PLACED_WITHIN = Map.of(
            "result",
                    Set.of("status", "desiredStateId", "estimatedCost", "currency", "approvalRequired", "deploymentId"),
            "metadata", Set.of("clientIp", "userAgent", "sessionId", "processingTime", "resourceCount"),
            "actor", Set.of("id", "name", "kind", "mfa"),
            "actor.onBehalfOf", Set.of("id", "name", "kind"),
            "actor.credential", Set.of("kind", "id"),
            "target", Set.of("type", "id", "name"),
            "scope", Set.of("kind", "id", "path"));

    private FreeForm() {}

    static ObjectNode of(Item item) {
        ObjectNode data = given(item);
        for (var member : item.object().properties()) {
            String name = member.getKey();
            if (!PLACED.contains(name) || (!name.equals("data") && isLong(member.getValue()))) {
                keep(data, name, member.getValue());
            } else if (PLACED_WITHIN.containsKey(name)) {
                keepRest(data, name, member.getValue());
            }
        }
        return data;
    }

    /** Its own place may keep no more than the beginning of it. */
    private static boolean isLong(@Nullable JsonNode value) {
        return value != null && value.isTextual() && value.textValue().length() > EventDraft.MOST_TEXT;
    }

    /** Data as an object; Avro brings it as the text of one. */
    private static ObjectNode given(Item item) {
        JsonNode data = item.at("data");
        if (data.isTextual()
                && JsonReader.read(data.textValue()) instanceof JsonText.Value(JsonNode parsed)
                && parsed instanceof ObjectNode object) {
            return object;
        }
        if (data instanceof ObjectNode object) {
            return object.deepCopy();
        }
        ObjectNode wrapped = item.object().objectNode();
        if (!data.isMissingNode()) {
            item.draft().warn(WarningCode.FIELD_COERCED, "data is not an object; it is kept as data.value");
            wrapped.set("value", data);
        }
        return wrapped;
    }

    /** What an object that is read member by member has beyond the members that are read; an unread whole too. */
    private static void keepRest(ObjectNode data, String name, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            boolean readWhole = name.equals("actor") || name.equals("target");
            if (!value.isNull() && !(readWhole && value.isValueNode())) {
                keep(data, name, value);
            }
            return;
        }
        ObjectNode rest = rest(name, object);
        if (!rest.isEmpty()) {
            keep(data, name, rest);
        }
    }

    /** An object of what has no place of its own; most have nothing of the kind. */
    private static ObjectNode rest(String path, ObjectNode object) {
        ObjectNode rest = object.objectNode();
        for (var member : object.properties()) {
            var name = member.getKey();
            var below = path + '.' + name;
            if (PLACED_WITHIN.containsKey(below) && member.getValue() instanceof ObjectNode inner) {
                ObjectNode left = rest(below, inner);
                if (!left.isEmpty()) {
                    rest.set(name, left);
                }
            } else if (!PLACED_WITHIN.getOrDefault(path, Set.of()).contains(name) || isLong(member.getValue())) {
                rest.set(name, member.getValue());
            }
        }
        return rest;
    }

    /** Under its own name; where data has that name already, under {@code beside}. */
    private static void keep(ObjectNode data, String name, JsonNode value) {
        if (!data.has(name)) {
            data.set(name, value);
        } else if (data.get("beside") instanceof ObjectNode beside) {
            beside.set(name, value);
        } else if (!data.has("beside")) {
            data.putObject("beside").set(name, value);
        }
    }
}
