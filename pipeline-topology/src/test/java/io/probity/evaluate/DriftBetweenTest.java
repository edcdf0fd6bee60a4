package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftBetweenTest {
    @ParameterizedTest(name = "{0} was known and {1} seen: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "true | true | false",
                "true | false | true",
                "1 | null | true",
                "null | 1 | false",
                "{\"e\":1,\"t\":\"aa\"} | {\"e\":1,\"t\":\"bb\"} | true",
                "{\"e\":1,\"t\":\"aa\"} | {\"e\":2,\"t\":\"bb\"} | false",
                "[{\"e\":1,\"t\":\"aa\"}] | [] | true",
                "{\"c\":\"aa\",\"k\":\"k\"} | {\"c\":\"bb\",\"k\":\"k\"} | false"
            })
    void valuesDifferWhereThatCanBeKnown(String known, String seen, boolean drifted) {
        var drift = Drift.between(Map.of("owner", fact(known)), Map.of("owner", fact(seen)), Set.of("owner"));

        assertThat(drift).isEqualTo(drifted ? List.of("owner") : List.of());
    }

    private static Fact fact(String json) {
        return new Fact(json, Instant.EPOCH, "e", "");
    }
}
