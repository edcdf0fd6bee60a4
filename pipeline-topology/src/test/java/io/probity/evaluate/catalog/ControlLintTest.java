package io.probity.evaluate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.document.Problem;
import io.probity.evaluate.cel.Expressions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControlLintTest {
    private static final Expressions EXPRESSIONS = new Expressions();

    @Test
    void findsNothingWrongWithAGoodCatalog() {
        assertThat(lint("""
                                controls:
                                  - id: two
                                    triggers: [{event: merged}]
                                    expect: data.count >= params.minimum
                                    params: {minimum: 2}
                                    tests:
                                      - {name: a, event: {data: {count: 2}}, expect: PASS}
                                      - {name: b, event: {data: {count: 1}}, expect: FAIL}
                                      - {name: c, expect: UNKNOWN}
                                frameworks:
                                  - {id: base, requirements: [{id: r, controls: [two]}]}
                                assignments:
                                  - {framework: base, scope: "*"}
                                """)).isEmpty();
    }

    @Test
    void namesTheLineAndTheNearestKeyOfAMisspeltOne() {
        assertThat(lint("controls:\n  - id: two\n    triggers: [{event: merged}]\n    exspect: \"true\"\n"))
                .contains(
                        "test.yaml:4:5: error: unknown key `exspect`; did you mean `expect`?",
                        "test.yaml:2:5: error: `expect` or `verdict` is needed");
    }

    @Test
    void saysWhereAFileIsNotYaml() {
        assertThat(lint("controls:\n  - id: [two\n")).singleElement().asString().startsWith("test.yaml:2:13: error:");
    }

    /** An event is looked up by what stands before its first dot, so a longer pattern waits for ever. */
    @Test
    void wantsAPatternThatSomethingMatches() {
        assertThat(errors("{id: one, expect: 'true', triggers: [{event: iam.user.*}]}"))
                .singleElement()
                .asString()
                .contains("`iam.user.*` would never trigger")
                .contains("`iam.*`");
    }

    @Test
    void wantsATriggerThatExists() {
        assertThat(errors("{id: one, expect: 'true'}"))
                .singleElement()
                .asString()
                .contains("no trigger");
        assertThat(errors("{id: one, expect: 'true', triggers: [{event: unheard}]}"))
                .singleElement()
                .asString()
                .contains("`unheard` is no registered event type");
        assertThat(errors("{id: one, expect: 'facts.n > 1', triggers: [{event: merged, every: PT1H}]}"))
                .singleElement()
                .asString()
                .contains("exactly one of `event`, `every`");
        assertThat(lint("controls:\n  - {id: one, expect: 'true', triggers: [{event: '*'}]}\n"))
                .anyMatch(line -> line.contains("warning: `*` evaluates this control for every event"));
    }

    @Test
    void wantsATimerToHaveSomethingToJudge() {
        assertThat(lint("controls:\n  - " + timed("facts.n > 1", "PT1H") + "}\n"))
                .noneMatch(line -> line.contains("every"));
        assertThat(lint("controls:\n  - " + timed("facts.n > 1", "PT1M") + "}\n"))
                .anyMatch(line -> line.contains("warning: `every: PT1M` judges every subject that often"));
        assertThat(errors(timed("facts.n > data.n", "PT1H") + "}"))
                .singleElement()
                .asString()
                .contains("a timer has no event: `every` judges nothing where `data` is named");
        assertThat(errors(timed("now < timestamp('2027-01-01T00:00:00Z')", "PT1H") + "}"))
                .singleElement()
                .asString()
                .contains("it names none");
        assertThat(errors(timed("facts.n > 1", "PT1H") + ", judges: occurrence}"))
                .singleElement()
                .asString()
                .contains("`every` is for controls that judge the state");
    }

    @Test
    void wantsATimerInWholeSecondsAndNeitherTooOftenNorTooSeldom() {
        for (var period : List.of("PT59S", "PT0S", "-PT1H", "PT61.5S", "P36501D")) {
            assertThat(errors(timed("facts.n > 1", period) + "}"))
                    .as(period)
                    .anyMatch(line -> line.contains("`every` must be in whole seconds, from PT1M to PT876000H"));
        }
    }

    @Test
    void wantsEvidenceToBeWhatTheControlLooksAt() {
        assertThat(lint(resting("field: n, ttl: P1D"))).noneMatch(line -> line.contains("evidence"));
        assertThat(lint(resting("type: scan, ttl: P1D")))
                .anyMatch(line -> line.contains("error: the control does not look at `facts.evidence[\"scan\"]`"));
        assertThat(lint(resting("field: m, ttl: P1D")))
                .anyMatch(line -> line.contains("error: the control does not look at `facts.m`"));
        assertThat(lint(resting("field: n, ttl: PT0S")))
                .anyMatch(line -> line.contains("`ttl` must be in whole seconds, from PT1S to PT876000H"));
        assertThat(lint(resting("field: n, ttl: P1D, tolerance: -PT1S")))
                .anyMatch(line -> line.contains("`tolerance` must be in whole seconds, from PT0S"));
    }

    @Test
    void wantsAVerdictToBeAWordOfTheListAndNothingBesideIt() {
        assertThat(lint("""
                controls:
                  - id: one
                    triggers: [{event: merged}]
                    when: data.evidence.type == "scan"
                    verdict: facts.evidence["scan"].status
                    evidence: [{type: scan, ttl: P1D}]
                    tests:
                      - {name: a, event: {data: {evidence: {type: scan}}}, facts: {evidence: {scan: {status: pass}}}, expect: PASS}
                      - {name: b, event: {data: {evidence: {type: scan}}}, facts: {evidence: {scan: {status: fail}}}, expect: FAIL}
                      - {name: c, event: {data: {evidence: {type: scan}}}, expect: UNKNOWN}
                """)).isEmpty();
        assertThat(lint("""
                controls:
                  - id: one
                    triggers: [{event: merged}]
                    verdict: 'data.ok == true ? "pass" : "fial"'
                """))
                .anyMatch(
                        line -> line.startsWith("test.yaml:4:5: error: `fial` is not one of pass, fail, warn, error,"));
        assertThat(errors("{id: one, triggers: [{event: merged}], verdict: data.n > 1}"))
                .singleElement()
                .asString()
                .contains("has type bool where a word is needed: one of pass, fail");
        assertThat(errors("{id: one, triggers: [{event: merged}], verdict: data.status, expect: 'true'}"))
                .singleElement()
                .asString()
                .startsWith("test.yaml:2:")
                .contains("`expect` and `verdict` both say how the subject stands");
        assertThat(errors("{id: one, triggers: [{event: merged}], judges: occurrence, verdict: data.status,"
                        + " followedBy: {events: [merged], within: PT1H}}"))
                .anyMatch(line -> line.contains("`followedBy` waits where `expect` holds"));
        assertThat(errors("{id: one, triggers: [{event: merged}], verdict: params.word}"))
                .singleElement()
                .asString()
                .contains("`params.word` is not given");
    }

    private static String resting(String evidence) {
        return "controls:\n  - {id: one, expect: facts.n > 1, triggers: [{event: merged}], evidence: [{" + evidence
                + "}]}\n";
    }

    private static String timed(String expect, String period) {
        return "{id: one, expect: \"" + expect + "\", triggers: [{every: " + period + "}]";
    }

    @Test
    void wantsExpressionsThatCompileToBool() {
        assertThat(errors("{id: one, expect: event.nmae == 'x', triggers: [{event: merged}]}"))
                .singleElement()
                .asString()
                .contains("undefined field 'nmae'");
        assertThat(errors("{id: one, expect: data.flag, triggers: [{event: merged}]}"))
                .singleElement()
                .asString()
                .contains("where bool is needed");
        assertThat(errors("{id: one, expect: 'true', when: 'data.x >=', triggers: [{event: merged}]}"))
                .hasSize(1);
        assertThat(
                        errors(
                                "{id: one, expect: data.x >= params.minimun, params: {minimum: 2}, triggers: [{event: merged}]}"))
                .singleElement()
                .asString()
                .contains("`params.minimun` is not given; did you mean `minimum`?");
    }

    @Test
    void warnsOfAMissingFieldMadeAVerdict() {
        assertThat(lint("controls:\n  - {id: one, expect: 'data.?x.orValue(2) == 2', triggers: [{event: merged}]}\n"))
                .anyMatch(line -> line.contains("warning: `orValue` in `expect`"));
    }

    @Test
    void allowsNoNameTwiceNotEvenAnAlias() {
        assertThat(lint("""
                                controls:
                                  - {id: one, aliases: [two], expect: 'true', triggers: [{event: merged}]}
                                  - {id: two, expect: 'true', triggers: [{event: merged}]}
                                """))
                .anyMatch(
                        line -> line.contains("test.yaml:3:6: error: `two` is given twice: it is also control `one`"));
    }

    @Test
    void readsSeverityModeAndTimesStrictly() {
        assertThat(errors("{id: one, severity: hihg, expect: 'true', triggers: [{event: merged}]}"))
                .singleElement()
                .asString()
                .contains("`hihg` is not one of info, low, medium, high, critical; did you mean `high`?");
        assertThat(errors("{id: one, effectiveFrom: soon, expect: 'true', triggers: [{event: merged}]}"))
                .singleElement()
                .asString()
                .contains("`effectiveFrom` must be a UTC time");
        assertThat(errors("{id: one, effectiveFrom: 2026-01-01, expect: 'true', triggers: [{event: merged}]}"))
                .isEmpty();
    }

    @Test
    void checksWhatFrameworksAssignmentsAndWaiversReferTo() {
        assertThat(lint("""
                                controls:
                                  - {id: one, expect: 'true', triggers: [{event: merged}]}
                                frameworks:
                                  - {id: base, requirements: [{id: r, controls: [one, one, onee]}]}
                                assignments:
                                  - {framework: bass, scope: "*"}
                                waivers:
                                  - {control: two, subject: project/6, reason: r, approver: a, expires: 2026-01-01}
                                """))
                .contains(
                        "test.yaml:4:55: warning: `one` is listed twice; it counts once",
                        "test.yaml:4:60: error: there is no control `onee`; did you mean `one`?",
                        "test.yaml:6:6: error: there is no framework `bass`; did you mean `base`?",
                        "test.yaml:8:6: error: there is no control `two`");
    }

    @Test
    void readsTheRelationOfAMappingStrictly() {
        assertThat(lint("""
                frameworks:
                  - id: base
                    requirements:
                      - id: r1
                        mappings: ["SOC 2:CC8.1", {id: "SOC 2:CC6.1", relation: superset-of}, {id: "ISO 27001:A.8.32", relation: subsetof}]
                """))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("test.yaml:5:")
                        .endsWith(
                                "`subsetof` is not one of equal-to, equivalent-to, subset-of, superset-of, intersects-with;"
                                        + " did you mean `subset-of`?"))
                .filteredOn(problem -> problem.contains("error"))
                .hasSize(1);
    }

    @Test
    void readsJsonAsWell() {
        assertThat(lint("""
                                {"controls": [{"id": "one", "expect": "true", "triggers": [{"event": "unheard"}]}]}
                                """)).anyMatch(line -> line.startsWith("test.yaml:1:") && line.contains("`unheard`"));
    }

    @Test
    void findsWhatIsWrongWithWhatAControlRecalls() {
        assertThat(lint("""
                        controls:
                          - id: one
                            triggers: [{event: merged}]
                            params: {least: 1}
                            recall:
                              merges:
                                events: [merged, unheard]
                                where: params.most == 1 && facts.a == 1
                                groupBy: event.actor.mfa
                                distinct: event.actor.nam
                                most: 1001
                              idle: {events: [merged], within: P101D}
                              1st: {events: [], within: soon}
                            expect: recall.merge.count > params.least
                            tests: [{name: a, before: [{timestmp: now}], expect: PASS}]
                        """))
                .filteredOn(line -> line.contains("error:"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("test.yaml:6:").contains("`within` is needed"),
                        line -> assertThat(line).startsWith("test.yaml:11:").contains("a whole number from 1 to 1000"),
                        line -> assertThat(line)
                                .startsWith("test.yaml:12:")
                                .contains("`within` may be PT2400H at most"),
                        line -> assertThat(line).startsWith("test.yaml:13:").contains("`1st` is no name"),
                        line -> assertThat(line).startsWith("test.yaml:13:").contains("ISO 8601 duration"),
                        line -> assertThat(line).startsWith("test.yaml:13:").contains("`events` is needed"),
                        line -> assertThat(line).startsWith("test.yaml:7:").contains("`unheard` is no registered"),
                        line -> assertThat(line).startsWith("test.yaml:8:").contains("`params.most` is not given"),
                        line -> assertThat(line).startsWith("test.yaml:8:").contains("`facts` is not known when"),
                        line -> assertThat(line).startsWith("test.yaml:9:").contains("where text is needed"),
                        line -> assertThat(line).startsWith("test.yaml:10:").contains("undefined field 'nam'"),
                        line -> assertThat(line).contains("nothing looks at `recall.merges`; did you mean `merge`?"),
                        line -> assertThat(line).contains("nothing looks at `recall.idle`"),
                        line -> assertThat(line).contains("nothing looks at `recall.1st`"),
                        line -> assertThat(line)
                                .startsWith("test.yaml:14:")
                                .contains("`recall.merge` is not given; did you mean `merges`?"),
                        line -> assertThat(line).startsWith("test.yaml:15:").contains("no field `timestmp`"));
    }

    @Test
    void aMisspeltMemberOfWhatIsRecalledDoesNotCompile() {
        assertThat(errors("{id: one, triggers: [{event: merged}], recall: {a: {events: [merged], within: PT1M}},"
                        + " expect: recall.a.cuont > 1}"))
                .singleElement()
                .asString()
                .contains("undefined field 'cuont'");
    }

    @Test
    void whatMustFollowIsCheckedAsWhatIsRecalled() {
        assertThat(lint("""
                        controls:
                          - id: one
                            judges: occurrence
                            triggers: [{event: merged}]
                            followedBy:
                              events: [merged, unheard]
                              where: params.most == 1 && facts.a == 1
                              groupBy: event.actor.mfa
                              distinct: event.actor.nam
                            tests: [{name: a, event: {}, then: [{timestmp: now}], at: soon, expect: PASS}]
                          - id: two
                            triggers: [{event: merged}]
                            followedBy: {events: [], within: P101D}
                          - id: three
                            triggers: [{event: merged}]
                            expect: data.a == 1
                            tests: [{name: a, event: {}, at: P1D, expect: FAIL}]
                        """))
                .filteredOn(line -> line.contains("error:"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith("test.yaml:5:")
                                .contains("`within` is needed: how much later"),
                        line -> assertThat(line).startsWith("test.yaml:6:").contains("`unheard` is no registered"),
                        line -> assertThat(line).startsWith("test.yaml:7:").contains("`params.most` is not given"),
                        line -> assertThat(line).startsWith("test.yaml:7:").contains("`facts` is not known when"),
                        line -> assertThat(line).startsWith("test.yaml:8:").contains("where text is needed"),
                        line -> assertThat(line).startsWith("test.yaml:9:").contains("undefined field 'nam'"),
                        line -> assertThat(line).startsWith("test.yaml:10:").contains("no field `timestmp`"),
                        line -> assertThat(line).startsWith("test.yaml:10:").contains("ISO 8601 duration"),
                        line -> assertThat(line)
                                .startsWith("test.yaml:13:")
                                .contains("`within` may be PT2400H at most"),
                        line -> assertThat(line)
                                .startsWith("test.yaml:13:")
                                .contains("`events` is needed: the types that may follow"),
                        line -> assertThat(line)
                                .startsWith("test.yaml:13:")
                                .contains("a state has no event that another could follow; say `judges: occurrence`"),
                        line -> assertThat(line).startsWith("test.yaml:17:").contains("leave `then` and `at` out"));
    }

    private static List<String> errors(String control) {
        return lint("controls:\n  - " + control + "\n").stream()
                .filter(line -> line.contains("error:"))
                .toList();
    }

    private static List<String> lint(String text) {
        var file = CatalogFile.parse("test.yaml", text);
        new ControlLint(EXPRESSIONS, Set.of("merged")::contains).check(List.of(file));
        return file.problems().stream().map(Problem::toString).toList();
    }
}
