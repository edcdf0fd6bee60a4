package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static io.probity.flow.Told.GITLAB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.NonAdherence;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a subject stands against a control that judges its state. */
class StandingTest {
    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @BeforeEach
    void publish() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void failsOnceAndOpensOneViolationFailsAgainAndOpensNone() {
        drift("d1", true, NOON);
        drift("d2", true, NOON.plusSeconds(1));

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getStatus)
                .containsExactly(tuple("d1", ViolationStatus.DETECTED));
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.FAIL, Status.FAIL);
        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus, Adherence::getChanges)
                .containsExactly(tuple(Status.FAIL, 0), tuple(Status.FAIL, 0));
        assertThat(pipeline.changes()).hasSize(1);
        assertThat(pipeline.intervals())
                .extracting(NonAdherence::getOpenedAt, NonAdherence::getClosedAt)
                .containsExactly(tuple(NOON, null));
        assertThat(pipeline.sealed()).hasSize(2);
        pipeline.andNothingMore();
    }

    @Test
    void passesAndHealsWhatItOpened() {
        drift("d1", true, NOON);
        var opened = pipeline.violations().get(0);
        pipeline.tick();
        drift("d2", false, NOON.plusSeconds(1));

        var healed = pipeline.violations();
        assertThat(healed)
                .extracting(Violation::getId, Violation::getStatus, Violation::getEndedBy, Violation::getOccurredAt)
                .containsExactly(tuple(opened.getId(), ViolationStatus.RESOLVED, "auto", NOON));
        assertThat(healed.get(0).getEndedAt()).isEqualTo(pipeline.now());
        assertThat(healed.get(0).getEndCause().getLeaf())
                .isEqualTo(opened.getCause().getLeaf() + 1);
    }

    @Test
    void failsAgainAfterItHealedAndThatIsAnotherViolation() {
        drift("d1", true, NOON);
        drift("d2", false, NOON.plusSeconds(1));
        drift("d3", true, NOON.plusSeconds(2));

        var violations = pipeline.violations();
        assertThat(violations)
                .extracting(Violation::getStatus)
                .containsExactly(ViolationStatus.DETECTED, ViolationStatus.RESOLVED, ViolationStatus.DETECTED);
        assertThat(violations.get(2).getId()).isNotEqualTo(violations.get(0).getId());
    }

    /** What happened before the fact that the standing rests on is decided, recorded, and moves nothing. */
    @Test
    void aLateEventIsDecidedLateAndMovesNothing() {
        drift("d2", true, NOON);
        pipeline.forget();
        drift("d1", false, NOON.minusSeconds(60));

        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getLate)
                .containsExactly(tuple("d1", true));
        assertThat(pipeline.sealed()).hasSize(1);
        pipeline.andNothingMore();
    }

    /** What has no value is not known, and what is not known neither opens nor heals. */
    @Test
    void whatIsNotSaidIsUnknownAndNeitherOpensNorHeals() {
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON).replace("{\"drifted\": true}", "{}"));

        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.UNKNOWN);
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void aWaiverTurnsAFailureToWaivedWhileItLives() {
        waive(NOON.plus(Duration.ofHours(1)));
        drift("d1", true, NOON);

        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.WAIVED);
        assertThat(pipeline.violations()).isEmpty();
    }

    /** A waiver ends by the clock: what it hid shows at once, and is a breach from the moment that it ended. */
    @Test
    void aWaiverThatExpiresShowsTheFailureAgain() {
        var expires = NOON.plus(Duration.ofHours(1));
        waive(expires);
        drift("d1", true, NOON);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt, Decision::getLogTime)
                .containsExactly(tuple("timer", Status.FAIL, expires, expires));
        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getOccurredAt)
                .containsExactly(tuple(ViolationStatus.DETECTED, expires));
        drift("d2", true, NOON.plus(Duration.ofHours(2)));
        assertThat(pipeline.violations()).isEmpty();
    }

    private void waive(Instant expires) {
        pipeline.publish("""
                waivers:
                  - id: w1
                    version: "1"
                    control: no-drift
                    subject: environment/prod
                    reason: being rebuilt
                    approver: carol
                    expires: %s
                """.formatted(expires));
        pipeline.tick();
        pipeline.forget();
    }

    @Test
    void aShadowControlDecidesAndNothingMore() {
        pipeline.publish(Told.NO_DRIFT
                .replace("judges: state", "judges: state\n    mode: shadow")
                .replace("\"1\"", "\"2\""));
        pipeline.tick();
        pipeline.forget();
        drift("d1", true, NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getShadow)
                .containsExactly(tuple(Status.FAIL, true));
        assertThat(pipeline.sealed()).hasSize(1);
        pipeline.andNothingMore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"judges: state\n    mode: shadow", "judges: occurrence"})
    void whatItOpenedEndsWhenTheControlStandsForNoStateAnyMore(String judges) {
        drift("d1", true, NOON);
        pipeline.forget();
        pipeline.publish(Told.NO_DRIFT.replace("judges: state", judges).replace("\"1\"", "\"2\""));
        pipeline.tick();

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getStatus, Violation::getEndedBy)
                .containsExactly(tuple("d1", ViolationStatus.RESOLVED, "auto"));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus, Adherence::getControlVersion)
                .containsExactly(tuple(Status.NOT_APPLICABLE, "2"));
        pipeline.forget();
        drift("d2", true, NOON.plusSeconds(60));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getControlVersion)
                .containsExactly(tuple(Status.FAIL, "2"));
    }

    /** Be it open or not: nothing is left that says that all is well. */
    @ParameterizedTest
    @ValueSource(strings = {"judges: state\n    mode: shadow", "judges: occurrence"})
    void aGoodStandingEndsTooWhenTheControlStandsForNoStateAnyMore(String judges) {
        drift("d1", false, NOON);
        pipeline.forget();
        pipeline.publish(Told.NO_DRIFT.replace("judges: state", judges).replace("\"1\"", "\"2\""));
        pipeline.tick();

        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus, Adherence::getControlVersion)
                .containsExactly(tuple(Status.NOT_APPLICABLE, "2"));
    }

    /** What events said of it stays, whatever else is published; in shadow nothing stands. */
    @Test
    void whatEventsSaidStaysUntilTheControlIsInShadow() {
        var occurrence = Told.NO_DRIFT.replace("judges: state", "judges: occurrence");
        pipeline.publish(occurrence.replace("\"1\"", "\"2\""));
        pipeline.tick();
        drift("d1", true, NOON);
        pipeline.forget();
        pipeline.publish(occurrence.replace("\"1\"", "\"3\""));
        pipeline.tick();
        pipeline.sealed();
        pipeline.andNothingMore();
        pipeline.publish(occurrence.replace("\"1\"", "\"4\"\n    mode: shadow"));
        pipeline.tick();

        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.NOT_APPLICABLE);
        assertThat(pipeline.violations()).as("what happened, happened").isEmpty();
    }

    /** A published version that does not compile must not switch the control off unseen. */
    @Test
    void aVersionThatDoesNotCompileIsInErrorAndKeepsWhatIsOpen() {
        drift("d1", true, NOON);
        pipeline.forget();
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\"").replace("== false", "=="));
        pipeline.tick();
        drift("d2", false, NOON.plusSeconds(60));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getControlVersion)
                .containsOnly(tuple(Status.ERROR, "2"));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsOnly(Status.ERROR);
        assertThat(pipeline.violations()).isEmpty();
    }

    /** Nor must one that cannot be read: it does not reach the log, and the version before it judges on. */
    @Test
    void aVersionThatCannotBeReadIsRefusedAndTheOneBeforeItHolds() {
        drift("d1", true, NOON);
        pipeline.forget();
        pipeline.publication(Told.NO_DRIFT.replace("\"1\"", "\"2\"")).stream()
                .map(it -> it.getKind() == DefinitionKind.CONTROL
                        ? Definition.newBuilder(it).setBody("{\"id\": 7").build()
                        : it)
                .forEach(pipeline::define);
        pipeline.tick();
        drift("d2", false, NOON.plusSeconds(60));

        assertThat(pipeline.rejected()).extracting(Rejection::getReason).containsExactly(Reason.MALFORMED_JSON);
        assertThat(pipeline.violations())
                .extracting(Violation::getControl, Violation::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("probity-publish-whole", ViolationStatus.DETECTED),
                        tuple("no-drift", ViolationStatus.RESOLVED));
    }

    /** A fact of many things is as new as the newest of them, where a publish judges by it first. */
    @Test
    void aStandingOverFactsOfManyThingsRestsOnTheirOwnTime() {
        pipeline.receive(GITLAB, Told.requiredApprovals("a1", 1, NOON.minusSeconds(60)));
        pipeline.forget();
        pipeline.publish("""
                controls:
                  - id: two-required
                    title: A project requires two approvals
                    severity: medium
                    triggers: [{event: update_approval_rules}]
                    applies: {kinds: [project]}
                    expect: facts.approval_rules.all(rule, facts.approval_rules[rule] >= 2)
                """);
        pipeline.tick();

        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus, Adherence::getEffective)
                .containsExactly(tuple(Status.FAIL, NOON.minusSeconds(60)));
    }

    /** A path is an attribute of a scope that changes with time; what comes late tells of a time when it was another. */
    @Test
    void aLateEventDoesNotSetThePathOfItsSubjectBack() {
        drift("d2", true, NOON);
        pipeline.receive(
                EVENTS, Told.drift("d1", "prod", true, NOON.minusSeconds(60)).replace("cloud/prod", "old/prod"));
        pipeline.forget();
        judgeAgain();

        assertThat(pipeline.adherence()).extracting(Adherence::getScopePath).containsExactly("cloud/prod");
    }

    @Test
    void ofTwoEventsOfOneMomentTheLaterInTheLogNamesThePath() {
        drift("d1", true, NOON);
        pipeline.receive(EVENTS, Told.drift("d2", "prod", true, NOON).replace("cloud/prod", "new/prod"));
        pipeline.forget();
        judgeAgain();

        assertThat(pipeline.adherence()).extracting(Adherence::getScopePath).containsExactly("new/prod");
    }

    private void judgeAgain() {
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\""));
        pipeline.tick();
    }

    /** What is late in its scope may still be the newest that is known of something: it stands by what holds where it is now. */
    @Test
    void aLateEventIsJudgedWhereItHappenedAndItsSubjectWhereItIs() {
        pipeline.publish("""
                controls:
                  - id: enough-required
                    title: A project requires enough approvals
                    triggers: [{event: update_approval_rules}]
                    expect: facts.approval_rules.all(rule, facts.approval_rules[rule] >= params.minimum)
                    params: {minimum: 2}
                    overrides: [{scope: group/new, params: {minimum: 1}}]
                """);
        pipeline.tick();
        pipeline.receive(GITLAB, Told.merge("m1", 2, NOON).replace("group/app", "group/new"));
        pipeline.forget();
        pipeline.receive(GITLAB, Told.requiredApprovals("a1", 1, NOON.minusSeconds(60)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getLate)
                .containsExactly(tuple(Status.FAIL, true), tuple(Status.PASS, false));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus, Adherence::getScopePath)
                .containsExactly(tuple(Status.PASS, "group/new"));
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void aLateBreachLiesInThePathThatItsEventNames() {
        pipeline.publish("""
                controls:
                  - id: two-approvals
                    title: Merged with two approvals
                    judges: occurrence
                    triggers: [{event: merge_request_merged}]
                    expect: data.approval_count >= 2
                """);
        pipeline.tick();
        pipeline.receive(GITLAB, Told.merge("m2", 2, NOON).replace("group/app", "group/new"));
        pipeline.receive(GITLAB, Told.merge("m1", 1, NOON.minusSeconds(60)));

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getScopePath)
                .containsExactly(tuple("m1", "group/app"));
    }

    private void drift(String id, boolean drifted, Instant at) {
        pipeline.receive(EVENTS, Told.drift(id, "prod", drifted, at));
    }
}
