package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
