package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.InlineTests.Outcome;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another engine says is the verdict, in its own words. */
class ForeignVerdictTest {
    private static final Expressions EXPRESSIONS = new Expressions();
    private static final String OF_STATE = "facts.evidence[\"scan\"].status";

    @ParameterizedTest
    @CsvSource({
        "pass, PASS",
        "fail, FAIL",
        "warn, WARN",
        "error, ERROR",
        "skipped, SKIPPED",
        "unknown, UNKNOWN",
        "not_applicable, NOT_APPLICABLE",
        "pending, PENDING",
        "Fail, FAIL"
    })
    void eachWordIsAStatus(String word, Status status) {
        var outcome = judged(OF_STATE, "scan: {status: " + word + ", reason: two open ports}", "");

        assertThat(outcome.actual()).isEqualTo(status);
        assertThat(outcome.reason())
                .isEqualTo("verdict facts.evidence[\"scan\"].status; saw facts.evidence.scan.status = \"" + word
                        + "\", facts.evidence.scan.reason = \"two open ports\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"passed", "stale", "waived", "''", "' pass'"})
    void aWordThatIsNoneOfTheListIsAnErrorThatNamesIt(String word) {
        var outcome = judged(OF_STATE, "scan: {status: " + word + "}", "");

        assertThat(outcome.actual()).isEqualTo(Status.ERROR);
        assertThat(outcome.reason())
                .startsWith("the word `" + word.replace("'", "") + "` is not one of pass, fail, warn, error, skipped,");
    }

    @Test
    void whatNobodySaidIsUnknownAndWhatIsNoWordAnError() {
        assertThat(judged(OF_STATE, "other: {status: pass}", ""))
                .extracting(Outcome::actual, outcome -> outcome.reason().split(";", 2)[0])
                .containsExactly(Status.UNKNOWN, "facts.evidence.scan is missing");
        assertThat(judged(OF_STATE, "scan: {status: null}", "").actual()).isEqualTo(Status.UNKNOWN);
        assertThat(judged(OF_STATE, "scan: {status: 1}", ""))
                .extracting(Outcome::actual, outcome -> outcome.reason().split(";", 2)[0])
                .containsExactly(Status.ERROR, "the expression gave 1, not a word");
    }

    @Test
    void aChoiceOfWordsIsAVerdictToo() {
        var choice = "facts.evidence[\"scan\"].status == \"fail\" ? \"warn\" : facts.evidence[\"scan\"].status";

        assertThat(judged(choice, "scan: {status: fail}", "").actual()).isEqualTo(Status.WARN);
        assertThat(judged(choice, "scan: {status: pass}", "").actual()).isEqualTo(Status.PASS);
        assertThat(judged(choice, "scan: {status: passed}", "").actual()).isEqualTo(Status.ERROR);
        assertThat(judged(choice, "other: {status: pass}", "").actual()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aGuardComesFirst() {
        assertThat(judged(OF_STATE, "scan: {status: fail}", "when: facts.evidence.size() > 1")
                        .actual())
                .isEqualTo(Status.NOT_APPLICABLE);
    }

    @Test
    void anAnswerThatIsThereAndSaysNothingIsUnknown() {
        var constant = "facts.evidence[\"scan\"] == params.x ? \"fail\" : \"pass\"";
        var rests = "params: {x: 1}, evidence: [{type: scan}]";

        assertThat(judged(constant, "scan: {}", rests))
                .extracting(Outcome::actual, outcome -> outcome.reason().split(";", 2)[0])
                .containsExactly(Status.UNKNOWN, "facts.evidence[\"scan\"] is there and says nothing");
        assertThat(judged(constant, "scan: {}, other: {}", rests.replace("scan}", "scan, mayBeEmpty: true}"))
                        .actual())
                .isEqualTo(Status.PASS);
    }

    private static Outcome judged(String verdict, String evidence, String more) {
        var file = CatalogFile.parse("test", """
            controls:
              - {id: scanned, triggers: [{every: P1D}], verdict: '%s', %s
                 tests: [{name: a, facts: {evidence: {%s}}, expect: PASS}]}
            """.formatted(verdict, more.isEmpty() ? "" : more + ",", evidence));
        assertThat(file.problems()).isEmpty();
        return new InlineTests(EXPRESSIONS)
                .run(file.catalog().controls().getFirst())
                .getFirst();
    }
}
