package io.probity.evaluate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.document.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalLintTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void aWaiverThatIsOverIsToldOfWithItsPlace() {
        assertThat(problems("""
                waivers:
                  - {control: c, subject: project/1, reason: r, approver: a, expires: 2026-06-01T00:00:00Z}
                  - {control: c, subject: project/2, reason: r, approver: a, expires: 2026-06-01T00:00:01Z}
                """))
                .containsExactly(
                        "file.yaml:2:62: warning: the waiver expired at 2026-06-01T00:00:00Z, and FAIL is FAIL again"
                                + " since then: take it out, or have it approved anew, under a new version");
    }

    @Test
    void twoWaiversOfOneBreachAtOnceAreToldOf() {
        assertThat(problems("""
                waivers:
                  - {control: c, subject: project/1, reason: r, approver: a, from: 2026-01-01, expires: 2027-01-01}
                  - {id: again, control: c, subject: project/1, reason: r, approver: a, from: 2026-12-31, expires: 2027-02-01}
                  - {id: after, control: c, subject: project/1, reason: r, approver: a, from: 2027-02-01, expires: 2027-03-01}
                """))
                .containsExactly("file.yaml:3:5: warning: `c` is waived for `project/1` twice at once: here from"
                        + " 2026-12-31T00:00:00Z to 2027-02-01T00:00:00Z, and by `c@project/1` from 2026-01-01T00:00:00Z to"
                        + " 2027-01-01T00:00:00Z; whoever ends one of them ends nothing");
    }

    @Test
    void anOpenAssignmentMeetsEveryLaterOne() {
        assertThat(problems("""
                assignments:
                  - {framework: f, scope: acme, from: 2026-01-01}
                  - {id: second, framework: f, scope: acme, from: 2030-01-01, to: 2031-01-01}
                  - {id: elsewhere, framework: f, scope: other}
                """))
                .singleElement()
                .asString()
                .startsWith("file.yaml:3:5: warning: framework `f` is assigned to `acme` twice at once");
    }

    @Test
    void ofTwoWithOneIdTheLaterWouldReplaceTheEarlier() {
        assertThat(problems("""
                assignments:
                  - {framework: f, scope: acme, from: 2026-01-01, to: 2026-02-01}
                  - {framework: f, scope: acme, from: 2026-03-01}
                """))
                .containsExactly(
                        "file.yaml:3:5: error: assignment `f@acme` is given twice, and the later would replace the"
                                + " earlier: give each an `id` of its own");
    }

    @Test
    void whatIsRetiredMeetsNothing() {
        assertThat(problems("""
                assignments:
                  - {framework: f, scope: acme}
                  - {id: old, framework: f, scope: acme, retired: true}
                """)).isEmpty();
    }

    private static List<String> problems(String text) {
        var file = CatalogFile.parse("file.yaml", text);
        new IntervalLint(NOW).check(List.of(file));
        return file.problems().stream().map(Problem::toString).toList();
    }
}
