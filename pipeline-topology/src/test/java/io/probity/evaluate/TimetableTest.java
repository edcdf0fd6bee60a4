package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.cel.Expressions;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private final Expressions expressions = new Expressions();

    @Test
    void isEmptyForKindsThatNothingByTheClockIsFor() {
        var rules = published(Rulebook.empty(expressions), """
                controls:
                  - {id: beats, triggers: [{every: P1D}], applies: {kinds: [project]}, expect: facts.seen == true}
                  - id: perishes
                    triggers: [{event: seen}]
                    applies: {kinds: [group]}
                    expect: facts.seen == true
                    evidence: [{field: seen, ttl: P1D}]
                  - {id: lasts, triggers: [{event: seen}], applies: {kinds: [artifact]}, expect: facts.seen == true}
                  - {id: shadows, mode: shadow, triggers: [{every: P1D}], applies: {kinds: [team]}, expect: facts.seen == true}
                """);

        assertThat(rules.timetable().isEmptyFor("project/7")).isFalse();
        assertThat(rules.timetable().isEmptyFor("group/7")).isFalse();
        assertThat(rules.timetable().isEmptyFor("artifact/7")).isTrue();
        assertThat(rules.timetable().isEmptyFor("team/7")).isTrue();
    }

    /** What was set for a kind must be found again, whatever a later version is for. */
    @Test
    void forgetsNoKindThatAnOlderVersionWasFor() {
        var before = published(Rulebook.empty(expressions), """
                controls:
                  - {id: beats, triggers: [{every: P1D}], applies: {kinds: [project]}, expect: facts.seen == true}
                """);
        var after = published(before, """
                controls:
                  - {id: beats, version: "2", retired: true, effectiveFrom: 2026-01-01T00:00:00Z, triggers: [{event: seen}],
                     applies: {kinds: [group]}, expect: facts.seen == true}
                """);

        assertThat(after.timetable().isEmptyFor("project/7")).isFalse();
    }

    @Test
    void isEmptyForNobodyWhereAControlIsForEveryKind() {
        var rules = published(Rulebook.empty(expressions), """
                controls:
                  - {id: beats, triggers: [{every: P1D}], expect: facts.seen == true}
                """);

        assertThat(rules.timetable().isEmptyFor("anything/7")).isFalse();
        assertThat(Rulebook.empty(expressions).timetable().isEmptyFor("project/7"))
                .isTrue();
    }

    private static Rulebook published(Rulebook before, String yaml) {
        var file = CatalogFile.parse("test.yaml", yaml);
        assertThat(file.problems()).isEmpty();
        return before.plus(Definitions.publish(file.catalog(), "p"));
    }
}
