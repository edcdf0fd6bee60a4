package io.probity.normalise.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.probity.model.Reason;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's log records, in OTLP/JSON or in OTLP's protobuf (what a collector's Kafka exporter writes unless it is told
 * otherwise). Resource and scope stand around many records, and attributes are lists of pairs of typed values; plain, each record
 * has its own, by name. OpenTelemetry Protocol 1.10, {@code logs.proto} and {@code common.proto}.
 */
record OtlpLogs() implements Reshape {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Members that have a place of their own. */
    private static final Set<String> PLACED =
            Set.of("resourceLogs", "scopeLogs", "logRecords", "attributes", "resource", "scope");

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    @Override
    public JsonText open(JsonReader json, byte @Nullable [] value, Map<String, String> headers) {
        if (value == null || value.length == 0 || value.length > json.maxBytes() || looksLikeJson(value)) {
            return json.read(value);
        }
        try {
            var logs = LogsData.parseFrom(value);
            if (logs.getResourceLogsCount() > 0) {
                return new JsonText.Value(OtlpProtobuf.json(logs));
            }
        } catch (InvalidProtocolBufferException notProtobuf) {
            // said below, with what it is as JSON
        }
        return json.read(value) instanceof JsonText.Value parsed
                ? parsed
                : new JsonText.Unreadable(
                        Reason.MALFORMED_ENCODING, "neither OTLP/JSON nor OTLP's protobuf with resource logs in it");
    }

    /** A line break in front, which is protobuf's tag of the first field too, decides nothing. */
    private static boolean looksLikeJson(byte[] value) {
        return value[0] == '{' || value[0] == '[';
    }

    @Override
    public int items(JsonNode record) {
        int items = 0;
        for (var resource : record.path("resourceLogs")) {
            for (var scope : resource.path("scopeLogs")) {
                items += scope.path("logRecords").size();
            }
        }
        return Math.max(1, items);
    }

    @Override
    public JsonNode plain(JsonNode record, Map<String, String> headers) {
        if (!record.path("resourceLogs").isArray()) {
            return record instanceof ObjectNode alone ? logRecord(alone) : record;
        }
        var records = NODES.arrayNode();
        for (var resource : record.get("resourceLogs")) {
            var ofResource = plainMembers(resource.path("resource"), resource);
            for (var scope : resource.path("scopeLogs")) {
                var ofScope = scope(scope);
                for (var one : scope.path("logRecords")) {
                    records.add(
                            one instanceof ObjectNode object ? around(logRecord(object), ofResource, ofScope) : one);
                }
            }
        }
        return NODES.objectNode().set("records", records);
    }

    private static ObjectNode around(ObjectNode record, ObjectNode resource, ObjectNode scope) {
        return record.<ObjectNode>set("resource", resource).set("scope", scope);
    }

    /** The attributes of a resource by name, and what else is said of it. */
    private static ObjectNode plainMembers(JsonNode resource, JsonNode around) {
        var plain = attributes(resource.path("attributes"));
        rest(resource, plain);
        rest(around, plain);
        return plain;
    }

    private static ObjectNode scope(JsonNode around) {
        var plain = NODES.objectNode();
        var scope = around.path("scope");
        if (scope.path("attributes").isArray()) {
            plain.set("attributes", attributes(scope.get("attributes")));
        }
        rest(scope, plain);
        rest(around, plain);
        return plain;
    }

    /** Members that have no other place, such as schemaUrl and droppedAttributesCount. */
    private static void rest(JsonNode from, ObjectNode into) {
        from.properties().forEach(member -> {
            var name = member.getKey();
            if (!PLACED.contains(name) && !into.has(name)) {
                into.set(name, member.getValue());
            }
        });
    }

    private static ObjectNode logRecord(ObjectNode record) {
        var plain = NODES.objectNode();
        record.properties().forEach(member -> {
            var value = member.getValue();
            plain.set(
                    member.getKey(),
                    switch (member.getKey()) {
                        case "attributes" -> value.isArray() ? attributes(value) : value;
                        case "body" -> value(value);
                        default -> value;
                    });
        });
        return plain;
    }

    /** By name; where one comes twice, which OTLP forbids, both values in a list. */
    private static ObjectNode attributes(JsonNode pairs) {
        var plain = NODES.objectNode();
        for (var pair : pairs) {
            String key = pair.path("key").asText("");
            var value = value(pair.path("value"));
            var other = plain.get(key);
            if (other == null) {
                plain.set(key, value);
            } else {
                plain.set(key, NODES.arrayNode().add(other).add(value));
            }
        }
        return plain;
    }

    /** An AnyValue as plain JSON; what is none stays as it is. */
    private static JsonNode value(JsonNode any) {
        if (!any.isObject() || any.size() != 1) {
            return any.isMissingNode() ? NODES.nullNode() : any;
        }
        var typed = any.properties().iterator().next();
        var value = typed.getValue();
        return switch (typed.getKey()) {
            case "stringValue", "boolValue", "doubleValue", "bytesValue" -> value;
            case "intValue" -> whole(value);
            case "arrayValue" -> list(value.path("values"));
            case "kvlistValue" -> attributes(value.path("values"));
            default -> any;
        };
    }

    /** OTLP/JSON writes 64 bits as text. */
    private static JsonNode whole(JsonNode value) {
        return value.isTextual() && WHOLE.matcher(value.textValue()).matches()
                ? NODES.numberNode(Long.parseLong(value.textValue()))
                : value;
    }

    private static ArrayNode list(JsonNode values) {
        var list = NODES.arrayNode();
        values.forEach(value -> list.add(value(value)));
        return list;
    }
}
