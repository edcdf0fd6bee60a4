package io.probity.door;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** Slack's question whether somebody is at home: {@code {"type":"url_verification","challenge":…}}. */
final class Challenge {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1024;

    private Challenge() {}

    static Optional<String> in(byte[] body) {
        if (body.length > LONGEST) {
            return Optional.empty();
        }
        try {
            var asked = JSON.readTree(body);
            return asked != null && asked.path("type").asText().equals("url_verification")
                    ? Optional.of(asked.path("challenge").asText())
                    : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }
}
