package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.serve.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a CloudEvent in binary content mode: {@code ce-*} of the HTTP protocol binding 1.0.2, where what is not
 * printable ASCII is percent-encoded, become {@code ce_*} of the Kafka protocol binding 1.0.2, where it is UTF-8.
 */
final class CloudEventHeaders {
    private static final String HTTP = "ce-";
    private static final String KAFKA = "ce_";
    private static final List<String> NEEDED = List.of("ce-id", "ce-source", "ce-specversion", "ce-type");

    private CloudEventHeaders() {}

    /** Whether a request is a CloudEvent in binary mode: it says which version of the specification it follows. */
    static boolean areIn(Map<String, String> request) {
        return request.containsKey("ce-specversion");
    }

    /** @throws Problem 400, naming an attribute that is needed and not there */
    static List<Header> of(Map<String, String> request) {
        for (var name : NEEDED) {
            if (request.getOrDefault(name, "").isBlank()) {
                throw Problem.badRequest("a CloudEvent in binary mode needs the header " + name);
            }
        }
        var headers = new ArrayList<Header>();
        request.forEach((name, value) -> {
            if (name.startsWith(HTTP)) {
                headers.add(toKafka(name, value));
            }
        });
        var type = request.get("content-type");
        if (type != null) {
            headers.add(new RecordHeader("content-type", type.getBytes(UTF_8)));
        }
        return headers;
    }

    static Header toKafka(String name, String value) {
        return new RecordHeader(KAFKA + name.substring(HTTP.length()), decoded(value));
    }

    /** What an attribute says; empty for none. */
    static String text(Map<String, String> request, String name) {
        return new String(decoded(request.getOrDefault(name, "")), UTF_8);
    }

    /** The key that the extension Partitioning asks for; null for none. */
    static byte @Nullable [] key(Map<String, String> request) {
        var key = request.get("ce-partitionkey");
        return key == null || key.isEmpty() ? null : decoded(key);
    }

    private static byte[] decoded(String value) {
        var bytes = new ByteArrayOutputStream(value.length());
        byte[] text = value.getBytes(UTF_8);
        for (int i = 0; i < text.length; i++) {
            int high = text[i] == '%' && i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text[i + 2], 16);
            if (low < 0) {
                bytes.write(text[i]);
            } else {
                bytes.write(high * 16 + low);
                i += 2;
            }
        }
        return bytes.toByteArray();
    }
}
