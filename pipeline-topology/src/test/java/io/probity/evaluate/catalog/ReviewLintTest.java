package io.probity.evaluate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.document.Problem;
import io.probity.evaluate.cel.Expressions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewLintTest {
    private static final String CONTROL = """
            controls:
              - id: c
                title: C
                judges: occurrence
                triggers: [{event: a}]
                expect: data.a == 1
                params: {sure: 0.7, much: 7}
                tests:
                  - {name: a, event: {data: {a: 1}}, expect: PASS}
                  - {name: b, event: {data: {a: 2}}, expect: FAIL}
                  - {name: c, event: {data: {}}, expect: UNKNOWN}
            %s""";

    @Test
    void findsNothingInOneThatIsRight() {
        assertThat(problems("confidence: data.b", "review: {below: params.sure, within: P1D, when: [FAIL]}"))
                .isEmpty();
        assertThat(problems("confidence: double(data.b) / 100.0", "review: {below: 0.7, within: PT1H}"))
                .isEmpty();
        assertThat(problems("confidence: facts.b")).isEmpty();
    }

    /** Where it stands in the file, and what to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "review: {below: 0.7, within: P1D} | `review` asks for a verdict of too little `confidence`",
                "confidence: data.a == 1 | `data.a == 1` has type bool where a number is needed",
                "confidence: event.nothing | ERROR: <input>:1:6: undefined field 'nothing'",
                "confidence: params.non | `params.non` is not given",
                "confidence: recall.a.count | what is recalled is no number that is known for certain",
            })
    void saysWhereAndWhatIsWrong(String line, String problem) {
        assertThat(problems(line)).anyMatch(it -> it.message().contains(problem) && it.line() == 12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{below: 7, within: P1D} | `below` must be more than 0 and 1 at most: `7` is 7",
                "{below: params.much, within: P1D} | `below` must be more than 0 and 1 at most: `params.much` is 7",
                "{below: data.a, within: P1D} | `below` is a number or made of `params`",
                "{below: params.sur, within: P1D} | `params.sur` is not given; did you mean `sure`?",
                "{below: 0.7} | `within` is needed: how long there is to answer",
                "{within: P1D} | `below` is needed",
                "{below: 0.7, within: P1D, when: [UNKNOWN]} | `UNKNOWN` is not one of PASS, FAIL, WARN",
                "{below: 0.7, within: P1D, when: []} | `when` names no verdict",
                "{below: 0.7, within: P200D} | `within` may be PT2400H at most",
            })
    void saysWhatIsWrongWithAReview(String review, String problem) {
        assertThat(problems("confidence: data.b", "review: " + review))
                .anyMatch(it -> it.message().contains(problem))
                .allMatch(it -> it.line() == 13 || it.line() == 1);
    }

    @Test
    void whatTimeDecidesIsSureForNobody() {
        assertThat(problems("confidence: data.b", "followedBy: {events: [a], within: PT1H}"))
                .anyMatch(it -> it.message().contains("leave `confidence` or `followedBy` out"));
    }

    @Test
    void inShadowNobodyIsAskedAndATestAsksForNoReviewThatCannotBe() {
        assertThat(problems("confidence: data.b", "mode: shadow", "review: {below: 0.7, within: P1D}"))
                .anyMatch(it -> it.message().contains("in shadow mode nobody is asked"));
        var file = CatalogFile.parse(
                "test.yaml", CONTROL.formatted("").replace("expect: PASS}", "expect: PASS, review: true}"));
        new ControlLint(new Expressions(), "a"::equals).check(List.of(file));
        assertThat(file.problems()).anyMatch(it -> it.message().contains("without `review` in the control"));
    }

    private static List<Problem> problems(String... lines) {
        var more = new StringBuilder();
        for (var line : lines) {
            more.append("    ").append(line).append('\n');
        }
        var file = CatalogFile.parse("test.yaml", CONTROL.formatted(more));
        new ControlLint(new Expressions(), "a"::equals).check(List.of(file));
        return file.problems();
    }
}
