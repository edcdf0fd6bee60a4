package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.evaluate.InlineTests.Outcome;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence that is there and says nothing. All of nothing holds, so that an empty report would pass. */
class EmptyEvidenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}"})
    void isNoPassAndSaysWhatIsEmpty(String nothing) {
        assertThat(judged("", nothing, "none", ""))
                .extracting(Outcome::actual, outcome -> outcome.reason().substring(0, 44))
                .containsExactly(tuple(Status.UNKNOWN, "facts.reports is there and says nothing; exp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"  \""})
    void mayBeATextWithNothingButSpaces(String nothing) {
        assertThat(judged("}, {field: note", "[{findings: 0}]", nothing, ""))
                .extracting(Outcome::actual)
                .containsExactly(Status.UNKNOWN);
    }

    /** What is wrong is wrong of nothing too. */
    @Test
    void failsWhereTheConditionAsksForSomething() {
        assertThat(judged("", "[]", "longer than nine", ""))
                .extracting(Outcome::actual)
                .containsExactly(Status.FAIL);
    }

    @Test
    void mayBeWhatTheControlExpects() {
        assertThat(judged(", mayBeEmpty: true", "[]", "none", ""))
                .extracting(Outcome::actual)
                .containsExactly(Status.PASS);
    }

    @Test
    void isLookedForInEvidenceThatMayNotBeEmptyAlone() {
        assertThat(judged("", "[{findings: 0}]", "\"\"", ""))
                .extracting(Outcome::actual)
                .containsExactly(Status.PASS);
        assertThat(judged("", "[{findings: 2}]", "none", ""))
                .extracting(Outcome::actual)
                .containsExactly(Status.FAIL);
    }

    @Test
    void isNobodysBusinessWhereTheGuardDoesNotHold() {
        assertThat(judged("", "[]", "none", ", exempt: true"))
                .extracting(Outcome::actual)
                .containsExactly(Status.NOT_APPLICABLE);
    }

    @Test
    void isNotWhatIsMissing() {
        assertThat(judged("", "null", "none", "")).singleElement().satisfies(outcome -> {
            assertThat(outcome.actual()).isEqualTo(Status.UNKNOWN);
            assertThat(outcome.reason()).doesNotContain("says nothing");
        });
    }

    private static List<Outcome> judged(String mayBeEmpty, String reports, String note, String more) {
        var file = CatalogFile.parse("test", """
            controls:
              - id: scanned
                triggers: [{every: P1D}]
                when: "!has(facts.exempt)"
                expect: facts.reports.all(it, it.findings == 0) && size(facts.note) < 9
                evidence: [{field: reports%s}, {field: note, mayBeEmpty: true}]
                tests: [{name: a, facts: {reports: %s, note: %s%s}, expect: PASS}]
            """.formatted(mayBeEmpty, reports, note, more));
        assertThat(file.problems()).isEmpty();
        return new InlineTests(new Expressions()).run(file.catalog().controls().getFirst());
    }
}
