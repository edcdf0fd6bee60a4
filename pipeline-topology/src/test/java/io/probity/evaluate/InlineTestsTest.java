package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.cel.Expressions;
import org.junit.jupiter.api.Test;

/** Tests that authors write for controls of which the verdict hangs on more than one event. */
class InlineTestsTest {
    @Test
    void whatMustFollowIsLookedAtWhenAllHasComeInOrAsLateAsTheTestSays() {
        var file = CatalogFile.parse("test", """
                controls:
                  - id: break-glass-is-reviewed
                    judges: occurrence
                    triggers: [{event: used}]
                    when: data.real == true
                    expect: data.reason != ""
                    followedBy: {events: [seen], groupBy: event.sessionId, distinct: event.actor.id, within: P1D}
                    tests:
                      - {name: a, event: {data: {real: true, reason: r}, sessionId: s}, expect: PENDING}
                      - {name: b, event: {data: {real: true, reason: r}, sessionId: s}, at: PT23H, expect: PENDING}
                      - {name: c, event: {data: {real: true, reason: r}, sessionId: s}, at: P1D, expect: FAIL}
                      - {name: d, event: {data: {real: true, reason: ""}, sessionId: s}, expect: FAIL}
                      - {name: e, event: {data: {real: false}, sessionId: s}, at: P1D, expect: NOT_APPLICABLE}
                      - {name: f, event: {data: {real: true, reason: r}}, expect: UNKNOWN}
                      - name: g
                        before: [{timestamp: "2026-01-01T09:00:00Z", eventType: seen, sessionId: s, actor: {id: bob}}]
                        event: {data: {real: true, reason: r}, sessionId: s}
                        expect: PASS
                      - name: h
                        event: {data: {real: true, reason: r}, sessionId: s, actor: {id: alice}}
                        then:
                          - {timestamp: "2026-01-01T08:00:00Z", eventType: seen, sessionId: s, actor: {id: alice}}
                          - {timestamp: "2026-01-01T09:00:00Z", eventType: seen, sessionId: s, actor: {id: bob}}
                        at: P2D
                        expect: PASS
                """);
        assertThat(file.problems()).isEmpty();

        assertThat(new InlineTests(new Expressions())
                        .run(file.catalog().controls().getFirst()))
                .hasSize(8)
                .allSatisfy(outcome -> assertThat(outcome.passed())
                        .as(outcome.test() + ": " + outcome.actual() + " " + outcome.reason())
                        .isTrue());
    }

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
