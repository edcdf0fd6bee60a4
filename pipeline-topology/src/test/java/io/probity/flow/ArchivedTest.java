package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static io.probity.flow.Told.GITLAB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Decision;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subject that is archived is asked for nothing any more, and what was found of it stays found. */
class ArchivedTest {
    private static final Instant ARCHIVED = NOON.plusSeconds(10);

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
    void opensNothingOnceItIsArchived() {
        life("a1", "subject_archived", ARCHIVED);
        drift("d1", true, ARCHIVED.plusSeconds(1));

        assertThat(pipeline.decisions()).isEmpty();
        assertThat(pipeline.violations()).isEmpty();
        assertThat(pipeline.adherence()).isEmpty();
    }

    @Test
    void keepsOpenWhatWasOpenAndIsHealedByNothing() {
        drift("d1", true, NOON);
        life("a1", "subject_archived", ARCHIVED);
        drift("d2", false, ARCHIVED.plusSeconds(1));

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getStatus)
                .containsExactly(tuple("d1", ViolationStatus.DETECTED));
    }

    /** A waiver that ends, and a new version, are for subjects in use. */
    @Test
    void isNotDueWhenTheRulesChange() {
        waive();
        drift("d1", true, NOON);
        life("a1", "subject_archived", ARCHIVED);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\""));
        pipeline.tick();

        assertThat(pipeline.decisions()).isEmpty();
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void isSettledWithAllOfItWhenItComesBack() {
        waive();
        drift("d1", true, NOON);
        life("a1", "subject_archived", ARCHIVED);
        pipeline.pass(Duration.ofHours(2));
        pipeline.forget();
        life("c1", "subject_created", pipeline.now());

        assertThat(pipeline.violations())
                .as("the waiver had ended")
                .extracting(Violation::getStatus)
                .containsExactly(ViolationStatus.DETECTED);
        drift("d2", false, pipeline.now());
        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
    }

    @Test
    void decidesWhatCameAboutBeforeAndMovesNothing() {
        pipeline.publish(Told.TOOLS.formatted("1", "2020-01-01T00:00:00Z", "[\"plan\"]"));
        pipeline.tick();
        pipeline.forget();
        life("a1", "subject_archived", ARCHIVED);
        drift("d1", true, NOON);
        pipeline.receive(EVENTS, Told.tool("t1", "delete", NOON));
        pipeline.receive(EVENTS, Told.tool("t2", "delete", ARCHIVED.plusSeconds(1)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getControl, Decision::getStatus, Decision::getLate)
                .containsExactly(
                        tuple("d1", "no-drift", Status.FAIL, true), tuple("t1", "tool-allowed", Status.FAIL, true));
        assertThat(pipeline.violations())
                .as("it happened, though nobody had told of it yet")
                .extracting(Violation::getEventId)
                .containsExactly("t1");
        assertThat(pipeline.adherence()).isEmpty();
    }

    /** The log had the change before, and only the tick that settles the subject is still to come. */
    @Test
    void isSettledWithWhatWasPublishedBeforeItWasArchived() {
        drift("d1", true, NOON);
        pipeline.forget();
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\"").replace("== false", "== true"));
        life("a1", "subject_archived", ARCHIVED);

        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
        pipeline.forget();
        pipeline.tick();
        pipeline.andNothingMore();
    }

    @Test
    void isInUseAgainWhereAnArchivingComesLate() {
        life("r1", "subject_renamed", ARCHIVED.plusSeconds(1));
        life("a1", "subject_archived", ARCHIVED);
        drift("d1", true, ARCHIVED.plusSeconds(2));

        assertThat(pipeline.violations()).extracting(Violation::getEventId).containsExactly("d1");
    }

    @Test
    void isNotArchivedByWhatWasRefused() {
        pipeline.receive(
                EVENTS, archiving("a1", ARCHIVED).replace("\"source\"", "\"outcome\": \"denied\", \"source\""));
        drift("d1", true, ARCHIVED.plusSeconds(1));

        assertThat(pipeline.violations()).extracting(Violation::getEventId).containsExactly("d1");
    }

    @Test
    void isNotArchivedWithAnother() {
        pipeline.receive(EVENTS, archiving("a1", ARCHIVED).replace("\"id\": \"prod\"", "\"id\": \"d\""));
        drift("d1", true, ARCHIVED.plusSeconds(1));

        assertThat(pipeline.violations()).extracting(Violation::getEventId).containsExactly("d1");
    }

    @Test
    void mergesNothingIntoAProjectOfGitlabThatIsArchived() {
        pipeline.publishShipped();
        pipeline.tick();
        pipeline.receive(GITLAB, """
                {"id": "a1", "author_id": 1, "author_name": "alice", "entity_id": 6, "entity_type": "Project",
                 "entity_path": "group/app", "created_at": "%s", "target_id": 6, "target_type": "Project",
                 "target_details": "App", "event_type": "project_archived", "details": {}}""".formatted(NOON));
        pipeline.forget();
        pipeline.receive(GITLAB, Told.merge("m1", 0, NOON.plusSeconds(1)));

        assertThat(pipeline.sealed()).hasSize(1);
        assertThat(pipeline.decisions()).isEmpty();
        pipeline.receive(
                GITLAB, Told.merge("m2", 0, NOON.minusSeconds(1)).replace("\"entity_id\": 6", "\"entity_id\": 7"));
        assertThat(pipeline.decisions()).as("of another project").isNotEmpty();
    }

    private void drift(String id, boolean drifted, Instant at) {
        pipeline.receive(EVENTS, Told.drift(id, "prod", drifted, at));
    }

    private void life(String id, String type, Instant at) {
        pipeline.receive(EVENTS, archiving(id, at).replace("subject_archived", type));
    }

    private static String archiving(String id, Instant at) {
        return """
                {"id": "%s", "eventType": "subject_archived", "timestamp": "%s", "source": "platform", "teamId": "t",
                 "target": {"type": "environment", "id": "prod"}}""".formatted(id, at);
    }

    private void waive() {
        pipeline.publish("""
                waivers:
                  - id: w1
                    version: "1"
                    control: no-drift
                    subject: environment/prod
                    reason: being rebuilt
                    approver: carol
                    expires: %s
                """.formatted(NOON.plus(Duration.ofHours(1))));
        pipeline.tick();
        pipeline.forget();
    }
}
