package io.probity.evaluate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a scope tree is said where it is written, with what to do about it. */
class ScopeLintTest {
    private static final String GOOD = """
            scopes:
              - {id: bank, members: [{kind: cloud_account, id: "1"}]}
              - {id: payments, parent: bank, members: [acme/payments, {kind: k8s_cluster, path: eu}]}
              - {id: cards, parent: payments, members: [acme/payments/cards]}
            """;

    @Test
    void findsNothingWrongWithAGoodTree() {
        assertThat(problems(GOOD + """
                frameworks:
                  - {id: f, owner: {unit: payments}}
                assignments:
                  - {framework: f, scope: {unit: cards}}
                  - {framework: f, scope: acme/payments/api}
                  - {framework: f, scope: {kind: k8s_cluster, path: eu/west}}
                waivers:
                  - {control: c, scope: {unit: bank}, reason: r, approver: a, expires: 2027-01-01}
                controls:
                  - {id: c, expect: "true", params: {n: 1}, overrides: [{scope: {unit: cards}, params: {n: 2}}]}
                """)).isEmpty();
    }

    @Test
    void aCycleIsToldOfOnceWithItsWholeWay() {
        assertThat(problems("""
                scopes:
                  - {id: a, parent: c, members: [x]}
                  - {id: b, parent: a}
                  - {id: c, parent: b}
                  - {id: d, parent: c, members: [y]}
                """))
                .containsExactly(
                        "file.yaml:2:13: error: `a` is above itself: a > c > b > a; let one of them have another"
                                + " `parent`, or none");
        assertThat(problems("scopes:\n  - {id: a, parent: a, members: [x]}\n"))
                .containsExactly(
                        "file.yaml:2:13: error: `a` is above itself: a > a; let one of them have another `parent`, or none");
    }

    @Test
    void aUnitThatNobodyDefinesIsToldOfWhereItIsNamed() {
        assertThat(problems(GOOD + """
                  - {id: lost, parent: paymants, members: [x]}
                frameworks:
                  - {id: f, owner: {unit: bnak}}
                assignments:
                  - {framework: g, scope: {unit: card}}
                waivers:
                  - {control: c, scope: {unit: nobody}, reason: r, approver: a, expires: 2027-01-01}
                controls:
                  - {id: c, expect: "true", overrides: [{scope: {unit: bnk}, params: {n: 2}}]}
                """))
                .containsExactly(
                        "file.yaml:5:16: error: there is no unit `paymants`; did you mean `payments`?",
                        "file.yaml:13:42: error: there is no unit `bnk`; did you mean `bank`?",
                        "file.yaml:7:13: error: there is no unit `bnak`; did you mean `bank`?",
                        "file.yaml:11:18: error: there is no unit `nobody`",
                        "file.yaml:9:20: error: there is no unit `card`; did you mean `cards`?");
    }

    @Test
    void aRetiredUnitIsNamedByNothingThatGoesOn() {
        assertThat(problems("""
                scopes:
                  - {id: old, effectiveFrom: 2026-06-01, retired: true}
                  - {id: below, parent: old, members: [x]}
                assignments:
                  - {framework: f, scope: {unit: old}}
                  - {id: ended, framework: f, scope: {unit: old}, to: 2026-06-01}
                  - {id: gone, framework: f, scope: {unit: old}, retired: true}
                """))
                .containsExactly(
                        "file.yaml:3:17: error: unit `old` is retired from 2026-06-01T00:00:00Z on, and this goes on naming"
                                + " it: let this one have another `parent`, or none",
                        "file.yaml:5:20: error: unit `old` is retired from 2026-06-01T00:00:00Z on, and this goes on naming"
                                + " it: name another, or end the assignment");
    }

    @Test
    void aMemberInTwoBranchesIsWarnedOfOnce() {
        assertThat(problems(GOOD + """
                  - {id: web, parent: bank, members: [acme/web, acme/payments/cards/web]}
                  - {id: twin, members: [acme/web]}
                  - {id: other, members: [{kind: project, path: acme/web}, acme/website]}
                """))
                .containsExactly(
                        "file.yaml:5:49: warning: `acme/payments/cards/web` is in unit `payments` too, by its member"
                                + " `acme/payments`, and neither unit is above the other: take it out of one of them, or put"
                                + " one below the other",
                        "file.yaml:6:26: warning: `acme/web` is in unit `web` too, by its member `acme/web`, and neither unit"
                                + " is above the other: take it out of one of them, or put one below the other",
                        "file.yaml:7:27: warning: `project/acme/web` is in unit `web` too, by its member `acme/web`, and"
                                + " neither unit is above the other: take it out of one of them, or put one below the other");
    }

    @Test
    void aFrameworkIsAssignedWhereItsOwnerIsAndBelow() {
        assertThat(problems(GOOD + """
                frameworks:
                  - {id: f, owner: {unit: payments}}
                  - {id: g, owner: acme}
                assignments:
                  - {framework: f, scope: {unit: bank}}
                  - {id: a2, framework: f, scope: "*"}
                  - {id: a3, framework: f, scope: acme/payments-2}
                  - {id: a4, framework: g, scope: {unit: cards}}
                  - {id: a5, framework: g, scope: {unit: payments}}
                """))
                .containsExactly(
                        outside(9, 20, "f", "unit/payments", "unit/bank"),
                        outside(10, 28, "f", "unit/payments", "*"),
                        outside(11, 28, "f", "unit/payments", "acme/payments-2"),
                        outside(13, 28, "g", "acme", "unit/payments"));
    }

    private static String outside(int line, int column, String framework, String owner, String scope) {
        return "file.yaml:" + line + ":" + column + ": error: framework `" + framework + "` is owned by `" + owner
                + "`, so it is assigned there or below it, and `" + scope + "` is not";
    }

    @Test
    void aUnitStandsAloneAndIsNoMember() {
        assertThat(problems("""
                scopes:
                  - {id: a, members: [{unit: b}]}
                  - {id: b, members: [x]}
                  - {id: b, members: [y]}
                  - {id: c}
                assignments:
                  - {framework: f, scope: {unit: b, kind: project}}
                """))
                .containsExactly(
                        "file.yaml:7:28: error: `unit` stands alone: the unit says which kinds, ids and paths it means",
                        "file.yaml:2:24: error: a unit is no member: let `b` name this one as its `parent`",
                        "file.yaml:4:6: error: unit `b` is given twice: give each an `id` of its own",
                        "file.yaml:5:5: warning: unit `c` has no members, nor has a unit below it: it covers nothing");
    }

    private static List<String> problems(String text) {
        var file = CatalogFile.parse("file.yaml", text);
        new ScopeLint().check(List.of(file));
        return file.problems().stream().map(Problem::toString).toList();
    }
}
