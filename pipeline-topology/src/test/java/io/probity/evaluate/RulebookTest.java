package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.Expressions;
import io.probity.evaluate.cel.JsonValues;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Observation;
import io.probity.model.Relation;
import io.probity.model.RequirementRef;
import io.probity.model.Scope;
import io.probity.model.Seen;
import io.probity.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulebookTest {
    private static final Expressions EXPRESSIONS = new Expressions();
    private static final String SUBJECT = "project/6";
    private static final Scope APP = new Scope("project", "6", "group/app");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    private static final String TWO = control("two", "data.count >= 2");
    private static final String STATE_TWO = TWO + "    judges: state\n";
    private static final String FROM_MARCH = "    effectiveFrom: 2026-03-01T00:00:00Z\n";

    @Test
    void judgesAnEventByTheControlsThatItTriggers() {
        var rulebook = rulebook(TWO);

        assertThat(rulebook.triggeredBy("merged")).isTrue();
        assertThat(rulebook.triggeredBy("pushed")).isFalse();
        assertThat(statuses(rulebook, merged(2))).containsExactly(Status.PASS);
        assertThat(statuses(rulebook, merged(1))).containsExactly(Status.FAIL);
        assertThat(statuses(rulebook, event("{\"eventType\": \"pushed\"}"))).isEmpty();
    }

    @Test
    void saysInWordsWhatWasExpectedAndWhatWasSeen() {
        var judgement = judge(rulebook(TWO), merged(1)).getFirst();

        assertThat(judgement.reason()).isEqualTo("expected data.count >= 2; saw data.count = 1");
        assertThat(judgement.seen()).containsExactly(new Observation("data.count", Seen.VALUE, "1"));
        assertThat(judgement.control().expression()).isEqualTo("data.count >= 2");
    }

    /** A violation keeps why the control applied, too; a field that both name is there once. */
    @Test
    void aFailureFreezesWhatGuardAndConditionLookedAt() {
        var rulebook = rulebook(control("two", "data.count >= 2 && data.reviewers.size() >= data.count")
                + "    when: data.branch == 'main' && data.count > 0\n");
        var failed = judge(
                        rulebook,
                        event("{\"eventType\": \"merged\","
                                + " \"data\": {\"branch\": \"main\", \"count\": 1, \"reviewers\": [\"bob\"]}}"))
                .getFirst();

        assertThat(failed.status()).isEqualTo(Status.FAIL);
        assertThat(failed.seen())
                .containsExactly(
                        new Observation("data.branch", Seen.VALUE, "\"main\""),
                        new Observation("data.count", Seen.VALUE, "1"),
                        new Observation("data.reviewers", Seen.VALUE, "[\"bob\"]"));
        assertThat(judge(rulebook(TWO), merged(2)).getFirst().seen()).isEmpty();
    }

    @Test
    void judgesByTheVersionInForceAtTheEventsOwnTime() {
        var rulebook = rulebook(TWO)
                .plus(publish(control("two", "data.count >= 3") + "    effectiveFrom: 2026-03-01T00:00:00Z\n"));

        assertThat(statuses(rulebook, merged(2, "2026-02-28T23:59:59Z"))).containsExactly(Status.PASS);
        assertThat(statuses(rulebook, merged(2, "2026-03-01T00:00:00Z"))).containsExactly(Status.FAIL);
    }

    @Test
    void ofTwoVersionsWithTheSameTimeTheLaterInTheLogHolds() {
        var rulebook = rulebook(TWO).plus(publish(control("two", "data.count >= 3")));

        assertThat(statuses(rulebook, merged(2))).containsExactly(Status.FAIL);
        assertThat(rulebook.publishes()).isEqualTo(2);
    }

    @Test
    void aRetiredControlJudgesWhatHappenedBeforeAndNothingAfter() {
        var rulebook = rulebook(TWO)
                .plus(publish(control("two", "true") + "    effectiveFrom: 2026-03-01T00:00:00Z\n    retired: true\n"));

        assertThat(statuses(rulebook, merged(2, "2026-02-01T00:00:00Z"))).containsExactly(Status.PASS);
        assertThat(statuses(rulebook, merged(2, "2026-03-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aControlThatDoesNotCompileIsAnErrorOfItsOwn() {
        var rulebook = rulebook(TWO + control("broken", "event.nmae == 'x'"));

        assertThat(judge(rulebook, merged(2)))
                .extracting(judgement -> judgement.control().id(), Judgement::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("two", Status.PASS),
                        org.assertj.core.groups.Tuple.tuple("broken", Status.ERROR));
        assertThat(rulebook.faults()).singleElement().asString().startsWith("broken 1: ");
    }

    @Test
    void aBodyThatCannotBeReadIsAFaultAndStopsNothing() {
        var unreadable = new Definition(
                DefinitionKind.CONTROL,
                "odd",
                "1",
                Instant.EPOCH,
                false,
                "{\"id\":\"odd\",\"exspect\":\"true\"}",
                "p",
                0,
                null);
        var rulebook = rulebook(TWO).plus(List.of(unreadable));

        assertThat(statuses(rulebook, merged(2))).containsExactly(Status.PASS);
        assertThat(rulebook.faults()).singleElement().asString().contains("`expect`");
    }

    @Test
    void aGuardThatIsFalseMakesTheJudgementInapplicableAndOneThatIsMissingUnknown() {
        var rulebook = rulebook(control("guarded", "data.count >= 2") + "    when: data.branch == 'main'\n");

        assertThat(judge(rulebook, event("{\"data\": {\"branch\": \"other\", \"count\": 0}}")))
                .singleElement()
                .matches(judgement -> !judgement.applicable());
        assertThat(statuses(rulebook, merged(2))).containsExactly(Status.UNKNOWN);
        assertThat(statuses(rulebook, event("{\"data\": {\"branch\": \"main\", \"count\": 0}}")))
                .containsExactly(Status.FAIL);
    }

    @Test
    void aControlInAFrameworkIsJudgedOnlyWhereTheFrameworkIsAssigned() {
        var rulebook = rulebook(TWO).plus(publish(framework("two")));
        assertThat(statuses(rulebook, merged(1))).isEmpty();

        assertThat(statuses(rulebook.plus(publish(assignment("\"*\""))), merged(1)))
                .containsExactly(Status.FAIL);
        assertThat(statuses(rulebook.plus(publish(assignment("group"))), merged(1)))
                .containsExactly(Status.FAIL);
        assertThat(statuses(rulebook.plus(publish(assignment("group/ap"))), merged(1)))
                .isEmpty();
        assertThat(statuses(rulebook.plus(publish(assignment("{kind: project, id: \"6\"}"))), merged(1)))
                .containsExactly(Status.FAIL);
        assertThat(statuses(rulebook.plus(publish(assignment("{kind: group, id: \"6\"}"))), merged(1)))
                .isEmpty();
    }

    @Test
    void anAssignmentHoldsFromItsFirstInstantToItsLast() {
        var rulebook = rulebook(TWO)
                .plus(publish(framework("two")
                        + assignment("\"*\"")
                        + "    from: 2026-02-01T00:00:00Z\n    to: 2026-03-01T00:00:00Z\n"));

        assertThat(statuses(rulebook, merged(1, "2026-01-31T23:59:59Z"))).isEmpty();
        assertThat(statuses(rulebook, merged(1, "2026-02-01T00:00:00Z"))).containsExactly(Status.FAIL);
        assertThat(statuses(rulebook, merged(1, "2026-03-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aControlListedTwiceGivesOneJudgementThatNamesEachRequirementOnce() {
        var rulebook = rulebook(TWO + "    aliases: [old_two]\n")
                .plus(publish(framework("two, old_two, two") + assignment("\"*\"")));

        assertThat(judge(rulebook, merged(1)))
                .singleElement()
                .satisfies(judgement -> assertThat(judgement.requirements())
                        .containsExactly(new RequirementRef(
                                "base",
                                "r1",
                                List.of("SOC 2:CC8.1", "ISO 27001:A.8.32"),
                                List.of(Relation.INTERSECTS_WITH, Relation.SUBSET_OF))));
    }

    @Test
    void aWaiverTurnsFailIntoWaivedUntilItExpires() {
        var rulebook = rulebook(TWO).plus(publish("""
                        waivers:
                          - {control: two, subject: project/6, reason: migration, approver: carol,
                             from: 2026-02-01T00:00:00Z, expires: 2026-03-01T00:00:00Z}
                        """));

        assertThat(statuses(rulebook, merged(1, "2026-02-10T00:00:00Z"))).containsExactly(Status.WAIVED);
        assertThat(statuses(rulebook, merged(2, "2026-02-10T00:00:00Z"))).containsExactly(Status.PASS);
        assertThat(statuses(rulebook, merged(1, "2026-03-01T00:00:00Z"))).containsExactly(Status.FAIL);
        assertThat(statuses(
                        rulebook,
                        event("{\"timestamp\": \"2026-02-10T00:00:00Z\", \"data\": {\"count\": 1},"
                                + " \"scope\": {\"kind\": \"project\", \"id\": \"7\", \"path\": \"group/b\"}}")))
                .containsExactly(Status.FAIL);
    }

    @Test
    void theNarrowestOverrideWins() {
        var rulebook = rulebook(control("two", "data.count >= params.minimum") + """
                              params: {minimum: 2}
                              overrides:
                                - {scope: {kind: project, id: "6"}, params: {minimum: 0}}
                                - {scope: group, params: {minimum: 5}}
                          """);

        assertThat(statuses(rulebook, merged(1))).containsExactly(Status.PASS);
        assertThat(statuses(
                        rulebook,
                        event("{\"scope\": {\"kind\": \"project\", \"id\": \"7\", \"path\": \"group/b\"},"
                                + " \"data\": {\"count\": 4}}")))
                .containsExactly(Status.FAIL);
    }

    @Test
    void aMentionIsJudgedOnlyByControlsThatNameItsKind() {
        var everyone = rulebook(control("two", "data.count >= 2"));
        var artifacts = rulebook(control("two", "data.count >= 2") + """
                              applies: {kinds: [artifact]}
                          """);

        assertThat(everyone.judge(merged(1), "artifact/sha256:00", Map.of())).isEmpty();
        assertThat(artifacts.judge(merged(1), "artifact/sha256:00", Map.of()))
                .extracting(Judgement::status)
                .containsExactly(Status.FAIL);
    }

    @Test
    void aControlIsForTheKindsAndLabelsThatItNames() {
        var rulebook = rulebook(TWO + "    applies: {kinds: [project], labels: {tier: one}}\n");
        var labelled = Map.of("labels", JsonValues.node("{\"tier\":\"one\"}"));

        assertThat(rulebook.judge(merged(1), SUBJECT, labelled)).hasSize(1);
        assertThat(rulebook.judge(merged(1), "group/6", labelled)).isEmpty();
        assertThat(rulebook.judge(merged(1), SUBJECT, Map.of())).isEmpty();
    }

    @Test
    void aTriggerMayNameAPrefixOrEverything() {
        var rulebook =
                rulebook(TWO.replace("merged", "iam.*") + control("all", "true").replace("merged", "\"*\""));

        assertThat(ids(rulebook, event("{\"eventType\": \"iam.CreateUser\"}"))).containsExactly("two", "all");
        assertThat(ids(rulebook, event("{\"eventType\": \"iams.CreateUser\"}"))).containsExactly("all");
        assertThat(ids(rulebook, event("{\"eventType\": \"anything\"}"))).containsExactly("all");
    }

    @Test
    void aPublishSettlesAgainTheControlsThatNeedNoEvent() {
        var rulebook = rulebook(TWO + control("known", "facts.count >= 2"))
                .plus(publish(control("known", "facts.count >= 3") + control("two", "data.count >= 3")));

        assertThat(settle(rulebook, Map.of("count", 2), 2))
                .extracting(judgement -> judgement.control().id(), Judgement::status)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("known", Status.FAIL));
        assertThat(settle(rulebook, Map.of("count", 3), 2))
                .extracting(Judgement::status)
                .containsExactly(Status.PASS);
        assertThat(settle(rulebook, Map.of("other", 3), 2)).isEmpty();
    }

    @Test
    void aPublishEndsTheStandingsOfRetiredAndUnassignedControls() {
        var retired = rulebook(TWO).plus(publish(control("two", "true") + "    retired: true\n"));
        assertThat(settle(retired, Map.of(), 2)).singleElement().satisfies(judgement -> {
            assertThat(judgement.applicable()).isFalse();
            assertThat(judgement.reason()).isEqualTo("the control was retired");
        });

        var assigned = rulebook(TWO + framework("two") + assignment("\"*\""));
        var unassigned = assigned.plus(publish(assignment("\"*\"") + "    to: 2026-01-01T00:00:00Z\n"));
        assertThat(settle(unassigned, Map.of(), 2)).singleElement().satisfies(judgement -> {
            assertThat(judgement.applicable()).isFalse();
            assertThat(judgement.control().id()).isEqualTo("two");
        });
    }

    @Test
    void aChangeSettlesOnlyWhatItBringsIntoForce() {
        var future = "    effectiveFrom: 2026-04-01T00:00:00Z\n";
        var april = Instant.parse("2026-04-01T00:00:00Z");
        var rulebook = rulebook(control("known", "facts.count >= 2"))
                .plus(publish(control("known", "facts.count >= 3") + future));

        assertThat(settle(rulebook, Map.of("count", 2), 2)).as("at its commit").isEmpty();
        assertThat(rulebook.momentsAfter(MARCH, 2)).containsExactly(april);
        assertThat(rulebook.momentsAfter(april, 2)).isEmpty();
        assertThat(rulebook.momentsAfter(MARCH, 1)).isEmpty();
        assertThat(settle(rulebook, Map.of("count", 2), Change.due(2, april)))
                .extracting(Judgement::status)
                .containsExactly(Status.FAIL);
        assertThat(settle(rulebook, Map.of("count", 2), Change.due(1, april)))
                .as("another publish names no such time")
                .isEmpty();
    }

    /** An old version may be published late, and a new one may be there already. */
    @Test
    void aChangeSettlesByTheVersionThatThenHoldsWhoeverBroughtIt() {
        var rulebook = rulebook(control("known", "facts.count >= 3") + "    effectiveFrom: 2026-02-01T00:00:00Z\n")
                .plus(publish(control("known", "facts.count >= 2") + "    effectiveFrom: 2026-01-01T00:00:00Z\n"));

        assertThat(settle(rulebook, Map.of("count", 2), 2))
                .extracting(Judgement::status)
                .containsExactly(Status.FAIL);
    }

    @Test
    void anEventOfThePresentHoldsAsItIsJudged() {
        var hearing = hear(rulebook(STATE_TWO), merged(2), Instant.parse("2025-12-31T00:00:00Z"));

        assertThat(hearing.holding()).extracting(Judgement::status).containsExactly(Status.PASS);
        assertThat(hearing.past()).isEmpty();
        assertThat(hearing.present()).isEmpty();
    }

    @Test
    void anEventThatAChangeOvertookHoldsWhereItsRulesStillDo() {
        var rulebook = rulebook(STATE_TWO).plus(publish(control("another", "true") + FROM_MARCH));
        var hearing = hear(rulebook, merged(2), MARCH);

        assertThat(hearing.holding()).extracting(it -> it.control().id()).containsExactly("two");
        assertThat(hearing.past()).isEmpty();
        assertThat(hearing.present())
                .as("a control that is there since")
                .extracting(it -> it.control().id())
                .containsExactly("another");
    }

    @Test
    void anEventWhoseRulesAreGoneIsPastByThemAndPresentByTheNewOnes() {
        var rulebook = rulebook(STATE_TWO).plus(publish(control("two", "data.count >= 3") + FROM_MARCH));
        var hearing = hear(rulebook, merged(2), MARCH);

        assertThat(hearing.holding()).isEmpty();
        assertThat(hearing.past()).extracting(Judgement::status).containsExactly(Status.PASS);
        assertThat(hearing.present()).extracting(Judgement::status).containsExactly(Status.FAIL);
    }

    @Test
    void anEventOfARetiredControlIsPastAndNothingElse() {
        var rulebook = rulebook(STATE_TWO).plus(publish(control("two", "true") + FROM_MARCH + "    retired: true\n"));
        var hearing = hear(rulebook, merged(1), MARCH);

        assertThat(hearing.holding()).isEmpty();
        assertThat(hearing.past()).extracting(Judgement::status).containsExactly(Status.FAIL);
        assertThat(hearing.present()).isEmpty();
    }

    @Test
    void aWaiverThatEndedSinceNoLongerHolds() {
        var rulebook = rulebook(STATE_TWO).plus(publish("""
                        waivers:
                          - {control: two, subject: project/6, reason: migration, approver: carol,
                             from: 2025-02-01T00:00:00Z, expires: 2026-03-01T00:00:00Z}
                        """));
        var hearing = hear(rulebook, merged(1), MARCH);

        assertThat(hearing.past()).extracting(Judgement::status).containsExactly(Status.WAIVED);
        assertThat(hearing.present()).extracting(Judgement::status).containsExactly(Status.FAIL);
    }

    @Test
    void anOccurrenceIsJudgedByTheRulesOfItsOwnTimeAlone() {
        var occurrence = "    judges: occurrence\n";
        var rulebook =
                rulebook(TWO + occurrence).plus(publish(control("two", "data.count >= 3") + occurrence + FROM_MARCH));
        var hearing = hear(rulebook, merged(2), MARCH);

        assertThat(hearing.holding()).extracting(Judgement::status).containsExactly(Status.PASS);
        assertThat(hearing.past()).isEmpty();
        assertThat(hearing.present()).isEmpty();
    }

    /** What it found is a violation all the same; no standing may rest on a control that is gone, or that judges otherwise now. */
    @ParameterizedTest
    @ValueSource(strings = {"    retired: true\n", "    judges: occurrence\n    mode: shadow\n", "    judges: state\n"})
    void anOccurrenceWhoseControlJudgesNoneAnyMoreIsPast(String change) {
        var rulebook = rulebook(TWO + "    judges: occurrence\n")
                .plus(publish(control("two", "data.count >= 3") + FROM_MARCH + change));
        var hearing = hear(rulebook, merged(1), MARCH);

        assertThat(hearing.holding()).isEmpty();
        assertThat(hearing.past()).extracting(Judgement::status).containsExactly(Status.FAIL);
    }

    @Test
    void onePublishHoldsWholeAndInAnyOrderOfItsDefinitions() {
        var definitions = new java.util.ArrayList<>(publish(TWO + framework("two") + assignment("\"*\"")));
        java.util.Collections.reverse(definitions);

        assertThat(statuses(Rulebook.empty(EXPRESSIONS).plus(definitions), merged(1)))
                .containsExactly(Status.FAIL);
    }

    @Test
    void gitlabsFormIsCompiledToTheSame() {
        var rulebook = rulebook("""
                controls:
                  - id: minimum
                    triggers: [{event: merged}]
                    expression: {field: minimum_approvals_required, operator: ">=", value: 2}
                """);

        var judgement = rulebook.judge(merged(1), SUBJECT, Map.of("minimum_approvals_required", 1))
                .getFirst();
        assertThat(judgement.status()).isEqualTo(Status.FAIL);
        assertThat(judgement.control().expression()).isEqualTo("facts.minimum_approvals_required >= 2");
    }

    private static String home(AuditEvent event) {
        var home = event.getSubjects().get(0);
        return home.getKind() + "/" + home.getId();
    }

    private static List<Judgement> settle(Rulebook rulebook, Map<String, ?> facts, int publish) {
        return settle(rulebook, facts, Change.committed(publish, MARCH));
    }

    private static List<Judgement> settle(Rulebook rulebook, Map<String, ?> facts, Change change) {
        return rulebook.settle(SUBJECT, APP, true, facts, Freshness.UNTIMED, change, rulebook.touchedBy(change));
    }

    private static Hearing hear(Rulebook rulebook, AuditEvent event, Instant lastChange) {
        return rulebook.hear(
                rulebook.sighted(event),
                home(event),
                Map.of(),
                Freshness.UNTIMED,
                Recollection.NONE,
                event.getScope(),
                lastChange);
    }

    private static List<Judgement> judge(Rulebook rulebook, AuditEvent event) {
        return rulebook.judge(event, home(event), Map.of());
    }

    private static List<Status> statuses(Rulebook rulebook, AuditEvent event) {
        return judge(rulebook, event).stream().map(Judgement::status).toList();
    }

    private static List<String> ids(Rulebook rulebook, AuditEvent event) {
        return judge(rulebook, event).stream()
                .map(judgement -> judgement.control().id())
                .toList();
    }

    private static Rulebook rulebook(String yaml) {
        return Rulebook.empty(EXPRESSIONS).plus(publish(yaml));
    }

    /** Several snippets may each bring a list of controls; they are read one by one. */
    private static List<Definition> publish(String yaml) {
        var definitions = new java.util.ArrayList<Definition>();
        for (var part : yaml.split("(?m)^(?=[a-z]+:$)", -1)) {
            if (!part.isBlank()) {
                var file = CatalogFile.parse("test", part);
                assertThat(file.problems()).isEmpty();
                definitions.addAll(Definitions.publish(file.catalog(), "p"));
            }
        }
        return definitions;
    }

    private static String control(String id, String expect) {
        return "controls:\n  - id: " + id + "\n    expect: \"" + expect + "\"\n    triggers: [{event: merged}]\n";
    }

    private static String framework(String controls) {
        return "frameworks:\n  - id: base\n    requirements: [{id: r1, controls: [" + controls
                + "], mappings: [\"SOC 2:CC8.1\", {id: \"ISO 27001:A.8.32\", relation: subset-of}]}]\n";
    }

    private static String assignment(String scope) {
        return "assignments:\n  - id: a\n    framework: base\n    scope: " + scope + "\n";
    }

    private static AuditEvent merged(int count) {
        return merged(count, "2026-01-01T00:00:00Z");
    }

    private static AuditEvent merged(int count, String at) {
        return event("{\"timestamp\": \"" + at + "\", \"data\": {\"count\": " + count + "}}");
    }

    private static AuditEvent event(String json) {
        var node = (com.fasterxml.jackson.databind.node.ObjectNode) JsonValues.node(json);
        if (!node.has("scope")) {
            node.putObject("scope").put("kind", "project").put("id", "6").put("path", "group/app");
        }
        return PartialEvent.complete(node, "merged", "project");
    }
}
