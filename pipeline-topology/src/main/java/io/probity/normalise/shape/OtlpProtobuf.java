package io.probity.normalise.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * OTLP's protobuf as OTLP/JSON, by the rules of https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: trace and span
 * ids in hex, 64 bits as text, bytes in base64. A double that JSON has no number for becomes text.
 */
final class OtlpProtobuf {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private OtlpProtobuf() {}

    static ObjectNode json(LogsData logs) {
        var json = NODES.objectNode();
        var resources = json.putArray("resourceLogs");
        logs.getResourceLogsList().forEach(resource -> resources.add(resource(resource)));
        return json;
    }

    private static ObjectNode resource(ResourceLogs logs) {
        var json = NODES.objectNode();
        var resource = json.putObject("resource");
        attributes(resource, logs.getResource().getAttributesList());
        text(resource, "droppedAttributesCount", logs.getResource().getDroppedAttributesCount());
        text(json, "schemaUrl", logs.getSchemaUrl());
        var scopes = json.putArray("scopeLogs");
        logs.getScopeLogsList().forEach(scope -> scopes.add(scope(scope)));
        return json;
    }

    private static ObjectNode scope(ScopeLogs logs) {
        var json = NODES.objectNode();
        json.set("scope", scope(logs.getScope()));
        text(json, "schemaUrl", logs.getSchemaUrl());
        var records = json.putArray("logRecords");
        logs.getLogRecordsList().forEach(record -> records.add(logRecord(record)));
        return json;
    }

    private static ObjectNode scope(InstrumentationScope scope) {
        var json = NODES.objectNode();
        text(json, "name", scope.getName());
        text(json, "version", scope.getVersion());
        attributes(json, scope.getAttributesList());
        text(json, "droppedAttributesCount", scope.getDroppedAttributesCount());
        return json;
    }

    private static ObjectNode logRecord(LogRecord record) {
        var json = NODES.objectNode();
        time(json, "timeUnixNano", record.getTimeUnixNano());
        time(json, "observedTimeUnixNano", record.getObservedTimeUnixNano());
        text(json, "severityNumber", record.getSeverityNumberValue());
        text(json, "severityText", record.getSeverityText());
        text(json, "eventName", record.getEventName());
        if (record.hasBody()) {
            json.set("body", value(record.getBody()));
        }
        attributes(json, record.getAttributesList());
        text(json, "droppedAttributesCount", record.getDroppedAttributesCount());
        text(json, "flags", record.getFlags());
        text(json, "traceId", hex(record.getTraceId()));
        text(json, "spanId", hex(record.getSpanId()));
        return json;
    }

    private static void attributes(ObjectNode json, List<KeyValue> pairs) {
        if (!pairs.isEmpty()) {
            json.set("attributes", attributes(pairs));
        }
    }

    private static ArrayNode attributes(List<KeyValue> pairs) {
        var list = NODES.arrayNode(pairs.size());
        pairs.forEach(pair -> list.addObject().put("key", pair.getKey()).set("value", value(pair.getValue())));
        return list;
    }

    private static ObjectNode value(AnyValue value) {
        var json = NODES.objectNode();
        switch (value.getValueCase()) {
            case STRING_VALUE -> json.put("stringValue", value.getStringValue());
            case BOOL_VALUE -> json.put("boolValue", value.getBoolValue());
            case INT_VALUE -> json.put("intValue", Long.toString(value.getIntValue()));
            case DOUBLE_VALUE -> number(json, value.getDoubleValue());
            case BYTES_VALUE ->
                json.put(
                        "bytesValue",
                        Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            case ARRAY_VALUE -> {
                var values = json.putObject("arrayValue").putArray("values");
                value.getArrayValue().getValuesList().forEach(item -> values.add(value(item)));
            }
            case KVLIST_VALUE ->
                json.putObject("kvlistValue")
                        .set("values", attributes(value.getKvlistValue().getValuesList()));
            default -> {
                // an index into a dictionary, which only profiles have, or nothing
            }
        }
        return json;
    }

    private static void number(ObjectNode json, double number) {
        if (Double.isFinite(number)) {
            json.set("doubleValue", NODES.numberNode(BigDecimal.valueOf(number)));
        } else {
            json.put("doubleValue", Double.toString(number));
        }
    }

    private static void time(ObjectNode json, String name, long nanos) {
        if (nanos != 0) {
            json.put(name, Long.toUnsignedString(nanos));
        }
    }

    private static void text(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static void text(ObjectNode json, String name, int number) {
        if (number != 0) {
            json.put(name, number);
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
