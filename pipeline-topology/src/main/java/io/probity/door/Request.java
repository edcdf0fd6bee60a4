package io.probity.door;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One request, read.
 *
 * @param headers by lower-case name; one that came twice, joined with commas
 * @param sent the body as it was sent: what is signed
 * @param body the same without its Content-Encoding: what is meant
 */
record Request(Map<String, String> headers, byte[] sent, byte[] body) {

    static Map<String, String> headers(HttpHeaders given) {
        var headers = new HashMap<String, String>();
        given.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    /** The media type without its parameters, in lower case; empty for none. */
    String mediaType() {
        return mediaType(headers);
    }

    static String mediaType(Map<String, String> headers) {
        return headers.getOrDefault("content-type", "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
