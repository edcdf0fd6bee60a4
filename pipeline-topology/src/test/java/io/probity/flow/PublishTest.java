package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.LeafKind;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a publish of definitions does, and when. */
class PublishTest {
    private static final String WANTS_DRIFT =
            Told.NO_DRIFT.replace("== false", "== true").replace("\"1\"", "\"2\"");

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    /** A control published while events flow judges those that happened since it is in force, whenever they come. */
    @Test
    void anEventIsJudgedByTheVersionInForceWhenItHappened() {
        pipeline.publish(Told.TOOLS.formatted("1", "2020-01-01T00:00:00Z", "['plan']"));
        pipeline.publish(Told.TOOLS.formatted("2", NOON, "['plan', 'apply']"));
        pipeline.forget();
        pipeline.receive(EVENTS, Told.tool("t1", "apply", NOON.plusMillis(1)));
        pipeline.receive(EVENTS, Told.tool("t2", "apply", NOON.minusMillis(1)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getControlVersion, Decision::getStatus)
                .containsExactly(tuple("t1", "2", Status.PASS), tuple("t2", "1", Status.FAIL));
    }

    @Test
    void definitionsWaitForTheCommitOfTheirPublish() {
        var publication = pipeline.publication(Told.TOOLS.formatted("1", "2020-01-01T00:00:00Z", "['plan']"));
        pipeline.define(publication.get(0));
        pipeline.receive(EVENTS, Told.tool("t1", "apply", NOON));

        assertThat(pipeline.decisions()).isEmpty();

        pipeline.define(publication.get(1));
        pipeline.receive(EVENTS, Told.tool("t2", "apply", NOON));

        assertThat(pipeline.decisions()).extracting(Decision::getEventId).containsExactly("t2");
        assertThat(pipeline.violations()).hasSize(1);
        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind)
                .containsExactly(LeafKind.DEFINITION, LeafKind.EVENT, LeafKind.DEFINITION, LeafKind.EVENT);
    }

    @Test
    void aPublishJudgesEachSubjectAgainOnceASliceATick() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        int subjects = 60; // each tells one verdict, and a slice tells 24
        for (int i = 0; i < subjects; i++) {
            pipeline.receive(EVENTS, Told.drift("d" + i, "e" + i, false, NOON));
        }
        pipeline.forget();
        pipeline.publish(WANTS_DRIFT);

        pipeline.tick();
        assertThat(pipeline.decisions())
                .hasSize(24)
                .allMatch(it -> it.getTrigger().equals("definition"));
        pipeline.tick();
        assertThat(pipeline.decisions()).hasSize(24);
        pipeline.tick();
        assertThat(pipeline.decisions()).hasSize(12).allMatch(it -> it.getStatus() == Status.FAIL);
        pipeline.tick();
        assertThat(pipeline.decisions()).isEmpty();
        assertThat(pipeline.violations()).hasSize(subjects).allMatch(it -> it.getStatus() == ViolationStatus.DETECTED);
    }

    /** An event of a subject that the sweep has not reached settles that subject first. */
    @Test
    void anEventSettlesItsSubjectBeforeItIsJudged() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", false, NOON));
        pipeline.forget();
        pipeline.publish(WANTS_DRIFT);
        pipeline.receive(EVENTS, Told.drift("d2", "prod", true, NOON.plusSeconds(1)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus)
                .containsExactly(tuple("definition", Status.FAIL), tuple("event", Status.PASS));
        assertThat(pipeline.violations())
                .extracting(Violation::getStatus)
                .containsExactly(ViolationStatus.DETECTED, ViolationStatus.RESOLVED);
        pipeline.tick();
        assertThat(pipeline.decisions()).isEmpty();
    }

    @Test
    void manyDefinitionsInOnePublishAreOneRecompute() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", false, NOON));
        pipeline.forget();
        pipeline.publish(WANTS_DRIFT + """
              - id: no-drift-either
                version: "1"
                title: The same, said twice
                triggers: [{event: drift_detected}]
                expect: facts.drift.all(resource, facts.drift[resource] == false)
            """.indent(0).stripTrailing() + "\n");
        pipeline.tick();
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus)
                .containsExactlyInAnyOrder(tuple("no-drift", Status.FAIL), tuple("no-drift-either", Status.PASS));
    }

    @Test
    void aRetiredControlEndsTheStandingAndResolvesItsViolation() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.forget();
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\"").replace("severity:", "retired: true\n    severity:"));
        pipeline.tick();

        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.NOT_APPLICABLE);
        assertThat(pipeline.changes())
                .extracting(AdherenceChange::getPrevious, AdherenceChange::getCurrent)
                .containsExactly(tuple(Status.FAIL, Status.NOT_APPLICABLE));
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d2", "prod", true, NOON.plus(Duration.ofSeconds(1))));
        assertThat(pipeline.sealed()).hasSize(1);
        pipeline.andNothingMore();
    }

    @Test
    void aDefinitionThatCannotBeReadIsRefusedAndTheRestGoesOn() {
        pipeline.receive("audit.definitions", "no definition");

        assertThat(pipeline.rejected()).extracting(it -> it.getStage()).containsExactly("define");
        assertThat(pipeline.sealed()).extracting(SealedEntry::getKind).containsExactly(LeafKind.REJECTION);
        pipeline.andNothingMore();
    }

    /** What no ledger could read must not lie in the log for ever. */
    @Test
    void aBodyThatIsNotWhatItsKindSaysIsRefusedAndItsPublishIsNotWhole() {
        pipeline.define(definition(DefinitionKind.CONTROL, "{\"id\": \"broken\", \"titel\": \"a slip\"}"));
        pipeline.define(definition(DefinitionKind.WAIVER, "id: broken"));
        pipeline.define(definition(DefinitionKind.UNKNOWN, "{}"));
        pipeline.define(
                new Definition(DefinitionKind.COMMIT, "publish-1", "", Instant.EPOCH, false, "", "publish-1", 3, null));
        pipeline.tick();

        assertThat(pipeline.rejected())
                .extracting(Rejection::getStage, Rejection::getReason, Rejection::getSource)
                .containsExactly(
                        tuple("define", Reason.INVALID_FIELD, "definitions"),
                        tuple("define", Reason.MALFORMED_JSON, "definitions"),
                        tuple("define", Reason.INVALID_FIELD, "definitions"));
        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind)
                .containsExactly(LeafKind.REJECTION, LeafKind.REJECTION, LeafKind.REJECTION, LeafKind.DEFINITION);
        assertThat(pipeline.violations())
                .extracting(Violation::getControl, Violation::getStatus)
                .containsExactly(tuple("probity-publish-whole", ViolationStatus.DETECTED));
    }

    @Test
    void anExpressionThatDoesNotCompileIsNoUnreadableBody() {
        pipeline.publish("""
                controls:
                  - id: broken
                    version: "1"
                    title: A slip in its expression
                    judges: occurrence
                    triggers: [{event: drift_detected}]
                    expect: data.a ==
                """);
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));

        assertThat(pipeline.rejected()).isEmpty();
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.ERROR);
    }

    private static Definition definition(DefinitionKind kind, String body) {
        return new Definition(kind, "broken", "1", Instant.EPOCH, false, body, "publish-1", 0, null);
    }

    @Test
    void aPublishThatIsNotWholeNeverComesIntoForceAndIsABreachUntilItComesWhole() {
        var publication = pipeline.publication(Told.NO_DRIFT + """
              - id: no-drift-either
                version: "1"
                title: The same, said twice
                triggers: [{event: drift_detected}]
                expect: facts.drift.all(resource, facts.drift[resource] == false)
            """.indent(0).stripTrailing() + "\n");
        pipeline.define(publication.get(0));
        pipeline.define(publication.get(2));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getSubject, Decision::getStatus, Decision::getReason)
                .containsExactly(tuple(
                        "probity-publish-whole",
                        "publish/publish-1",
                        Status.FAIL,
                        "nothing of it is in force: expected definitions that came == definitions that the commit says;"
                                + " saw came = 1, said = 2"));
        var opened = pipeline.violations();
        assertThat(opened).extracting(Violation::getStatus).containsExactly(ViolationStatus.DETECTED);
        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind)
                .containsExactly(LeafKind.DEFINITION, LeafKind.DEFINITION, LeafKind.EVENT);
        pipeline.forget();

        publication.forEach(pipeline::define);
        pipeline.receive(EVENTS, Told.drift("d2", "prod", true, NOON));

        assertThat(pipeline.violations())
                .extracting(Violation::getControl, Violation::getStatus)
                .containsExactly(
                        tuple("probity-publish-whole", ViolationStatus.RESOLVED),
                        tuple("no-drift", ViolationStatus.DETECTED),
                        tuple("no-drift-either", ViolationStatus.DETECTED));
    }

    @Test
    void aDefinitionThatComesTwiceIsOneAndPublishesMayBeInterleaved() {
        var tools = pipeline.publication(Told.TOOLS.formatted("1", "2020-01-01T00:00:00Z", "['plan']"));
        var drift = pipeline.publication(Told.NO_DRIFT);
        pipeline.define(tools.get(0));
        pipeline.define(drift.get(0));
        pipeline.define(tools.get(0));
        pipeline.define(drift.get(1));
        pipeline.define(tools.get(1));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.tool("t1", "apply", NOON));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus)
                .containsExactly(tuple("no-drift", Status.FAIL), tuple("tool-allowed", Status.FAIL));
    }

    @Test
    void whatIsDatedIntoTheFutureMovesNothingUntilTheClockReachesIt() {
        failing();
        var comes = pipeline.now().plus(Duration.ofHours(1));
        pipeline.publish(WANTS_DRIFT.replace("title:", "effectiveFrom: " + comes + "\n    title:"));
        pipeline.pass(Duration.ofHours(1).minusMillis(1));
        assertThat(pipeline.sealed()).hasSize(2);
        pipeline.andNothingMore();

        pipeline.pass(Duration.ofMillis(1));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getControlVersion, Decision::getStatus, Decision::getAt)
                .containsExactly(tuple("timer", "2", Status.PASS, comes));
        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getEndedAt)
                .containsExactly(tuple(ViolationStatus.RESOLVED, comes));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus, Adherence::getLastChanged, Adherence::getEffective)
                .containsExactly(tuple(Status.PASS, comes, NOON));
        pipeline.forget();
        pipeline.tick();
        pipeline.andNothingMore();
    }

    /** The clock leapt over the time, and the subject's next event is there before the sweep. */
    @Test
    void anEventSettlesItsSubjectWithWhatHasComeDueBeforeItIsJudged() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        int others = 24;
        for (int i = 0; i < others; i++) {
            pipeline.receive(EVENTS, Told.drift("d" + i, "e" + i, true, NOON));
        }
        pipeline.receive(EVENTS, Told.drift("d", "prod", true, NOON));
        var comes = pipeline.now().plus(Duration.ofHours(1));
        pipeline.publish(WANTS_DRIFT.replace("title:", "effectiveFrom: " + comes + "\n    title:"));
        pipeline.tick();
        pipeline.tick();
        pipeline.forget();
        pipeline.pass(Duration.ofHours(1));
        assertThat(pipeline.decisions()).as("the first slice").hasSize(others);

        pipeline.receive(EVENTS, Told.drift("late", "prod", false, comes.plusSeconds(1)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus)
                .containsExactly(tuple("timer", Status.PASS), tuple("event", Status.FAIL));
        pipeline.tick();
        assertThat(pipeline.decisions()).isEmpty();
    }

    @Test
    void twoThatCameDueInOneTickAreSettledOneAfterTheOther() {
        failing();
        var first = pipeline.now().plusSeconds(10);
        var second = pipeline.now().plusSeconds(20);
        pipeline.publish(WANTS_DRIFT.replace("title:", "effectiveFrom: " + first + "\n    title:"));
        pipeline.publish(
                Told.NO_DRIFT.replace("\"1\"", "\"3\"").replace("title:", "effectiveFrom: " + second + "\n    title:"));
        pipeline.pass(Duration.ofMinutes(1));

        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getDetectedAt, Violation::getEndedAt)
                .containsExactly(
                        tuple(ViolationStatus.RESOLVED, NOON.plusMillis(250), first),
                        tuple(ViolationStatus.DETECTED, second, null));
        assertThat(pipeline.changes())
                .extracting(AdherenceChange::getCurrent, AdherenceChange::getAt)
                .containsExactly(tuple(Status.PASS, first), tuple(Status.FAIL, second));
    }

    /** It happened before the new version came into force and came in after it. */
    @Test
    void anEventThatTheRulesOvertookIsDecidedByItsOwnAndMovesTheStandingByThePresentOnes() {
        failing();
        var comes = pipeline.now().plus(Duration.ofHours(1));
        pipeline.publish(WANTS_DRIFT.replace("title:", "effectiveFrom: " + comes + "\n    title:"));
        pipeline.pass(Duration.ofHours(1));
        pipeline.forget();

        pipeline.receive(EVENTS, Told.drift("d2", "prod", false, comes.minusSeconds(1)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControlVersion, Decision::getStatus, Decision::getLate)
                .containsExactly(tuple("1", Status.PASS, true), tuple("2", Status.FAIL, false));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.FAIL);
        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getEventId)
                .containsExactly(tuple(ViolationStatus.DETECTED, "d2"));
    }

    @Test
    void anEventOfBeforeAControlWasRetiredIsDecidedAndOpensNothing() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.publish(Told.NO_DRIFT
                .replace("\"1\"", "\"2\"")
                .replace("severity:", "retired: true\n    effectiveFrom: " + NOON + "\n    severity:"));
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON.minusSeconds(1)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getLate)
                .containsExactly(tuple(Status.FAIL, true));
        assertThat(pipeline.sealed()).hasSize(1);
        pipeline.andNothingMore();
    }

    @Test
    void aPublishThatOpensAgainWhatWasHealedOpensAnotherViolation() {
        var stricter = Told.NO_DRIFT.replace("\"1\"", "\"3\"");
        failing();
        pipeline.publish(WANTS_DRIFT);
        pipeline.publish(stricter);
        pipeline.publish(WANTS_DRIFT);
        pipeline.publish(stricter);
        pipeline.tick();

        var violations = pipeline.violations();
        assertThat(violations)
                .extracting(Violation::getStatus)
                .containsExactly(
                        ViolationStatus.RESOLVED,
                        ViolationStatus.DETECTED,
                        ViolationStatus.RESOLVED,
                        ViolationStatus.DETECTED);
        assertThat(violations.stream().map(Violation::getId).distinct()).hasSize(3);
    }

    @Test
    void anAssignmentThatRunsOutEndsTheStandingAndResolvesItsViolation() {
        var ends = pipeline.now().plus(Duration.ofHours(1));
        pipeline.publish(Told.NO_DRIFT + """
            frameworks:
              - id: base
                version: "1"
                name: Base
                requirements: [{id: r1, title: No drift, controls: [no-drift]}]
            assignments:
              - {id: all, version: "1", framework: base, scope: "*", to: %s}
            """.formatted(ends));
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.forget();
        pipeline.pass(Duration.ofHours(1));

        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.NOT_APPLICABLE);
        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getEndedAt)
                .containsExactly(tuple(ViolationStatus.RESOLVED, ends));
    }

    /** An environment that drifted, and stands against it. */
    private void failing() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.forget();
    }
}
