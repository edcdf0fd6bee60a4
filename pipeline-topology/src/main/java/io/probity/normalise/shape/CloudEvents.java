package io.probity.normalise.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.Reason;
import io.probity.normalise.Item;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0: structured and batched records are JSON already; one in binary mode has its attributes in headers {@code ce_…}
 * and nothing but its data in the value, and becomes what it would be in structured mode. Kafka Protocol Binding for CloudEvents
 * 1.0.2, sections 3.2 and 3.3.
 */
record CloudEvents() implements Reshape {
    private static final String PREFIX = "ce_";
    private static final String VERSION = "specversion";

    @Override
    public JsonText open(JsonReader json, byte @Nullable [] value, Map<String, String> headers) {
        if (!isBinary(headers)) {
            return json.read(value);
        }
        if (value == null || value.length == 0) {
            return new JsonText.Value(envelope(headers)); // an event need not have data
        }
        if (value.length > json.maxBytes()) {
            return new JsonText.Unreadable(Reason.TOO_LARGE, value.length + " bytes; the limit is " + json.maxBytes());
        }
        @Nullable String type = contentType(headers);
        JsonText data = isJson(type) || type == null ? json.read(value) : null;
        return switch (data) {
            case JsonText.Value(JsonNode parsed) ->
                new JsonText.Value(envelope(headers).set("data", parsed));
            case JsonText.Unreadable unreadable when type != null -> unreadable;
            case JsonText.Unreadable unreadable -> new JsonText.Value(asItStands(headers, value));
            case null -> new JsonText.Value(asItStands(headers, value));
        };
    }

    @Override
    public int items(JsonNode record) {
        return 1;
    }

    /** Data that stands alone, as a test of a mapping or the command line gives it, gets its attributes here. */
    @Override
    public JsonNode plain(JsonNode record, Map<String, String> headers) {
        return !isBinary(headers) || isWhole(record, headers)
                ? record
                : envelope(headers).set("data", record);
    }

    private static boolean isWhole(JsonNode record, Map<String, String> headers) {
        String id = Item.scalar(record.path("id"));
        return record.has(VERSION) && id != null && id.equals(headers.get(PREFIX + "id"));
    }

    private static boolean isBinary(Map<String, String> headers) {
        return headers.containsKey(PREFIX + VERSION);
    }

    private static @Nullable String contentType(Map<String, String> headers) {
        String type = headers.get("content-type");
        return type == null || type.isBlank() ? null : type.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isJson(@Nullable String type) {
        if (type == null) {
            return false;
        }
        String media = type.split(";", 2)[0].strip();
        return media.endsWith("/json") || media.endsWith("+json");
    }

    /** The attributes, in the order of their names. */
    private static ObjectNode envelope(Map<String, String> headers) {
        var event = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(headers).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && name.length() > PREFIX.length()) {
                event.put(name.substring(PREFIX.length()), value);
            }
        });
        String type = contentType(headers);
        if (type != null) {
            event.put("datacontenttype", type);
        }
        return event;
    }

    /** Data that is no JSON: text where it is UTF-8, else base64, as in structured mode. */
    private static ObjectNode asItStands(Map<String, String> headers, byte[] value) {
        var event = envelope(headers);
        try {
            return event.put(
                    "data",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value))
                            .toString());
        } catch (CharacterCodingException bytes) {
            return event.put("data_base64", Base64.getEncoder().encodeToString(value));
        }
    }
}
