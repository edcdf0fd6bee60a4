package io.probity.door;

import io.probity.serve.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One request, read.
 *
 * @param headers by lower-case name; one that came twice, joined with commas
 * @param sent the body as it was sent: what is signed
 * @param body the same without its Content-Encoding: what is meant
 */
record Request(Map<String, String> headers, byte[] sent, byte[] body) {
    private static final Pattern MINIMAL =
            Pattern.compile("(?:^|,)\\s*return\\s*=\\s*\"?minimal\"?\\s*(?:[;,]|$)", Pattern.CASE_INSENSITIVE);

    static Map<String, String> headers(HttpHeaders given) {
        var headers = new HashMap<String, String>();
        given.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    /**
     * All of the body as the value of one record.
     *
     * @param mostBytes of a record
     * @throws Problem 400 for none, 413 for more
     */
    byte[] value(int mostBytes) {
        if (body.length == 0) {
            throw Problem.badRequest("the body is empty");
        }
        if (body.length > mostBytes) {
            throw Problem.of(413, "Too large", "an event may have " + mostBytes + " bytes");
        }
        return body;
    }

    /** Whether the sender wants to hear of what is wrong alone: {@code Prefer: return=minimal}, RFC 7240 section 4.2. */
    boolean prefersMinimal() {
        var preferences = headers.get("prefer");
        return preferences != null && MINIMAL.matcher(preferences).find();
    }

    /** The media type without its parameters, in lower case; empty for none. */
    String mediaType() {
        return mediaType(headers);
    }

    static String mediaType(Map<String, String> headers) {
        return headers.getOrDefault("content-type", "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
