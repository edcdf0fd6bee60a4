package io.probity.evaluate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.document.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassThroughLintTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String REST = "scope: '*', reason: r, approver: a, from: 2026-05-31, expires: 2026-06-0";

    @Test
    void findsNothingWrongWithAGoodOne() {
        assertThat(problems("passes:\n  - {id: p, controls: [old-c], " + REST + "2}\n"))
                .isEmpty();
    }

    @Test
    void wantsControlsThatStopSomethingAndATimeThatIsNotOver() {
        assertThat(problems("""
                passes:
                  - {id: p, controls: [cc, d], %s1}
                  - {id: p, %s2}
                """.formatted(REST, REST)))
                .containsExactly(
                        "file.yaml:2:86: warning: the pass-through was over at 2026-06-01T00:00:00Z: take it out",
                        "file.yaml:2:24: error: there is no control `cc`; did you mean `c`?",
                        "file.yaml:2:28: warning: `d` stops nothing that could be let through: its mode is not enforce",
                        "file.yaml:3:6: error: pass-through `p` is given twice");
    }

    @Test
    void wantsAnEndWithinAWeek() {
        assertThat(problems("passes:\n  - {id: p, scope: '*', reason: r, approver: a, from: 2026-05-31}\n"))
                .contains("file.yaml:2:5: error: `expires` is needed");
        assertThat(problems("passes:\n  - {id: p, " + REST.replace("2026-06-0", "2026-06-08") + "}\n"))
                .containsExactly(
                        "file.yaml:2:67: error: a pass-through lasts 7 days at most, and not less than no time: what is"
                                + " to last longer is a waiver, or another `mode`");
    }

    private static List<String> problems(String text) {
        var file = CatalogFile.parse("file.yaml", text + """
                controls:
                  - {id: c, mode: enforce, aliases: [old-c], expect: "true"}
                  - {id: d, expect: "true"}
                """);
        new PassThroughLint(NOW).check(List.of(file));
        return file.problems().stream().map(Problem::toString).toList();
    }
}
