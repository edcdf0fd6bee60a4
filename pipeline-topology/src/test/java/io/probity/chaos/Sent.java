package io.probity.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A record that a test sends.
 *
 * @param key keeps what concerns one subject in order
 */
record Sent(String topic, String key, byte[] value) {
    static Sent json(String topic, String key, String json) {
        return new Sent(topic, key, json.getBytes(UTF_8));
    }
}
