package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Decision;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
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
        int subjects = 600;
        for (int i = 0; i < subjects; i++) {
            pipeline.receive(EVENTS, Told.drift("d" + i, "e" + i, false, NOON));
        }
        pipeline.forget();
        pipeline.publish(WANTS_DRIFT);

        pipeline.tick();
        assertThat(pipeline.decisions())
                .hasSize(250)
                .allMatch(it -> it.getTrigger().equals("definition"));
        pipeline.tick();
        assertThat(pipeline.decisions()).hasSize(250);
        pipeline.tick();
        assertThat(pipeline.decisions()).hasSize(100).allMatch(it -> it.getStatus() == Status.FAIL);
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
                expect: facts.drifted == false
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
}
