package io.probity.normalise.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Reason;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudEventsTest {
    private final CloudEvents events = new CloudEvents();

    @Test
    void putsTheDataOfBinaryModeAmongItsAttributes() {
        assertThat(opened("{\"a\":1}".getBytes(UTF_8), "application/json"))
                .isEqualTo(
                        "{\"id\":\"7\",\"source\":\"s\",\"specversion\":\"1.0\",\"type\":\"t\",\"datacontenttype\":\"application/json\",\"data\":{\"a\":1}}");
    }

    @Test
    void takesDataWithoutATypeForJsonIfItIs() {
        assertThat(opened("[1]".getBytes(UTF_8), null)).endsWith("\"data\":[1]}");
        assertThat(opened("hello".getBytes(UTF_8), null)).endsWith("\"data\":\"hello\"}");
    }

    @Test
    void keepsDataThatIsNoJson() {
        assertThat(opened("<a/>".getBytes(UTF_8), "text/xml")).endsWith("\"data\":\"<a/>\"}");
        assertThat(opened(new byte[] {(byte) 0xFF, 0}, "application/octet-stream"))
                .endsWith("\"data_base64\":\"/wA=\"}");
        assertThat(opened(null, null)).endsWith("\"type\":\"t\"}");
    }

    @Test
    void refusesDataThatSaysItIsJsonAndIsNot() {
        assertThat(events.open(JsonReader.standard(), "{".getBytes(UTF_8), headers("application/problem+json")))
                .isInstanceOfSatisfying(
                        JsonText.Unreadable.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_JSON));
    }

    @Test
    void leavesTheStructuredModeAsItIs() {
        var structured = events.open(
                JsonReader.standard(),
                "{\"specversion\":\"1.0\"}".getBytes(UTF_8),
                Map.of("content-type", "application/cloudevents+json"));

        assertThat(structured)
                .isInstanceOfSatisfying(
                        JsonText.Value.class,
                        value ->
                                assertThat(events.plain(value.json(), Map.of())).isEqualTo(value.json()));
    }

    @Test
    void doesNotWrapTwice() {
        var headers = headers("application/json");
        var once = events.open(JsonReader.standard(), "{\"a\":1}".getBytes(UTF_8), headers);

        assertThat(once)
                .isInstanceOfSatisfying(
                        JsonText.Value.class,
                        value -> assertThat(events.plain(value.json(), headers)).isEqualTo(value.json()));
    }

    private String opened(byte @Nullable [] value, @Nullable String type) {
        return switch (events.open(JsonReader.standard(), value, headers(type))) {
            case JsonText.Value value1 -> value1.json().toString();
            case JsonText.Unreadable unreadable -> throw new AssertionError(unreadable.detail());
        };
    }

    private static Map<String, String> headers(@Nullable String type) {
        var headers = new HashMap<>(
                Map.of("ce_specversion", "1.0", "ce_id", "7", "ce_source", "s", "ce_type", "t", "other", "x"));
        if (type != null) {
            headers.put("content-type", type);
        }
        return headers;
    }
}
