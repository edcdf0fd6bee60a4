package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nothing is thrown away: every value of a record is in the log, in the event or in what stood around it. */
class KeptWholeTest {
    @TestFactory
    Stream<DynamicTest> whatTheTestsOfMappingsGive() {
        return Sources.mappings().stream()
                .map(file -> dynamicTest(file.source(), () -> {
                    for (var test : yaml(file.source()).get("tests")) {
                        var given = test.get("given");
                        var leaves = Leaves.of(
                                given, Reading.source(file.source()).normalise(given, headers(test.path("headers"))));

                        assertThat(leaves.lost()).as("%s", test.get("name")).isEmpty();
                    }
                }));
    }

    /** Of several items each is kept for itself, should it be refused: sent again by itself, it must be the same. */
    @TestFactory
    Stream<DynamicTest> whatIsKeptOfAnItemIsReadAgainAsTheSame() {
        return Sources.mappings().stream()
                .map(file -> dynamicTest(file.source(), () -> {
                    var source = Reading.source(file.source());
                    for (var test : yaml(file.source()).get("tests")) {
                        var headers = headers(test.path("headers"));
                        var given = test.get("given");
                        if (!given.isObject()) {
                            continue;
                        }
                        var several =
                                JsonNodeFactory.instance.arrayNode().add(given).add(given);
                        for (var result : source.normalise(several, headers)) {
                            var kept = new String(Objects.requireNonNull(result.bytes()), StandardCharsets.UTF_8);

                            assertThat(source.normalise(Reading.json(kept), headers))
                                    .as("%s: %s", test.get("name"), kept)
                                    .singleElement()
                                    .satisfies(again -> assertThat(told(again)).isEqualTo(told(result)));
                        }
                    }
                }));
    }

    /** What tells an event, or a refusal, from others. */
    private static String told(Normalised result) {
        return switch (result) {
            case Normalised.Event(var draft, var sourceBytes, var alone) ->
                draft.id
                        + ' '
                        + draft.eventType
                        + ' '
                        + draft.actor
                        + ' '
                        + draft.scope
                        + ' '
                        + draft.effective
                        + ' '
                        + new String(sourceBytes, StandardCharsets.UTF_8);
            case Normalised.Refused(var reason, var detail, var item) -> reason + " " + detail;
        };
    }

    @Test
    void theCheckSeesWhatIsMissing() {
        var given = Reading.json("{\"id\":1,\"time\":\"2026-03-01T12:00:00Z\",\"more\":{\"a\":[\"b\",\"c\"]}}");
        var other = Reading.json("{\"id\":1,\"time\":\"2026-03-01T12:00:00Z\",\"more\":{\"a\":[\"b\"]}}");

        assertThat(Leaves.of(given, Reading.source("generic").normalise(other, Map.of()))
                        .lost())
                .containsExactly("/more/a = \"c\"");
    }

    private static JsonNode yaml(String source) throws IOException {
        try (var yaml = KeptWholeTest.class.getResourceAsStream("/normalise/mappings/" + source + ".yaml")) {
            return new YAMLMapper().readTree(yaml);
        }
    }

    private static Map<String, String> headers(JsonNode given) {
        var headers = new LinkedHashMap<String, String>();
        given.properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        return headers;
    }
}
