package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.cel.Expressions;
import org.junit.jupiter.api.Test;

/** Tests that authors write for controls which no event triggers. */
class InlineTestsTest {
    @Test
    void aControlWithTimersAloneIsJudgedByItsFactsAsOfTheTimeThatTheTestGives() {
        var file = CatalogFile.parse("test", """
                controls:
                  - id: reviewed-lately
                    triggers: [{every: P1D}]
                    applies: {kinds: [project]}
                    expect: now - timestamp(facts.reviewed) < duration("2160h")
                    tests:
                      - {name: a, event: {timestamp: "2026-03-02T12:00:00Z"}, facts: {reviewed: "2026-03-01T00:00:00Z"}, expect: PASS}
                      - {name: b, event: {timestamp: "2026-09-02T12:00:00Z"}, facts: {reviewed: "2026-03-01T00:00:00Z"}, expect: FAIL}
                      - {name: c, facts: {reviewed: null}, expect: UNKNOWN}
                """);
        assertThat(file.problems()).isEmpty();

        assertThat(new InlineTests(new Expressions())
                        .run(file.catalog().controls().getFirst()))
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(outcome.passed())
                        .as(outcome.test() + ": " + outcome.actual() + " " + outcome.reason())
                        .isTrue());
    }
}
