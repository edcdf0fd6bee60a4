package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event that concerns a request, where it is at home, and an environment, which it mentions (ADR 7). */
class MentionTest {
    private static final String OF_ENVIRONMENTS =
            Told.NO_DRIFT.replace("judges:", "applies: {kinds: [environment]}\n    judges:");

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aControlThatNamesAKindJudgesTheSubjectThatIsMentioned() {
        inForce(OF_ENVIRONMENTS);
        drift("d1", true, NOON);

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind)
                .containsExactly(LeafKind.EVENT, LeafKind.MENTION);
        assertThat(pipeline.decisions())
                .extracting(Decision::getSubject, Decision::getStatus)
                .containsExactly(tuple("environment/prod", Status.FAIL));
        assertThat(pipeline.violations())
                .extracting(Violation::getSubject, Violation::getEventId)
                .containsExactly(tuple("environment/prod", "d1"));
    }

    @Test
    void aControlThatNamesNoKindJudgesAtHomeAlone() {
        inForce(Told.NO_DRIFT);
        drift("d1", true, NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getSubject, Decision::getStatus)
                .containsExactly(tuple("request/req-1", Status.FAIL));
        assertThat(pipeline.violations()).hasSize(1);
    }

    @Test
    void aControlThatNamesBothKindsJudgesBoth() {
        inForce(OF_ENVIRONMENTS.replace("[environment]", "[environment, request]"));
        drift("d1", true, NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getSubject)
                .containsExactly("request/req-1", "environment/prod");
        assertThat(pipeline.violations().stream().map(Violation::getId).distinct())
                .hasSize(2);
    }

    @Test
    void aMentionHealsWhatAMentionOpened() {
        inForce(OF_ENVIRONMENTS);
        drift("d1", true, NOON);
        drift("d2", false, NOON.plusSeconds(1));

        assertThat(pipeline.violations())
                .extracting(Violation::getSubject, Violation::getStatus)
                .containsExactly(
                        tuple("environment/prod", ViolationStatus.DETECTED),
                        tuple("environment/prod", ViolationStatus.RESOLVED));
    }

    /** Another request's event tells the same environment: standings of one subject come from many homes. */
    @Test
    void anEventAtHomeWithTheSubjectMovesWhatAMentionOpened() {
        inForce(OF_ENVIRONMENTS);
        drift("d1", true, NOON);
        pipeline.receive(EVENTS, Told.drift("d2", "prod", false, NOON.plusSeconds(1)));

        assertThat(pipeline.violations())
                .extracting(Violation::getStatus)
                .containsExactly(ViolationStatus.DETECTED, ViolationStatus.RESOLVED);
    }

    /** When the change came, nothing was at home with the environment; which tick settles it makes no difference. */
    @Test
    void aChangeOfBeforeTheFirstEventAtHomeIsSettledAsOfThen() {
        drift("d1", true, NOON);
        pipeline.publish(Told.NO_DRIFT);
        pipeline.receive(EVENTS, Told.drift("d2", "prod", false, NOON.plusSeconds(1)));

        assertThat(pipeline.decisions())
                .filteredOn(it -> it.getSubject().equals("environment/prod"))
                .extracting(Decision::getTrigger, Decision::getStatus)
                .containsExactly(tuple("event", Status.PASS));
    }

    @Test
    void aRepeatedMentionIsNotJudgedAgain() {
        inForce(OF_ENVIRONMENTS);
        drift("d1", true, NOON);
        drift("d1", true, NOON);

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind, SealedEntry::getFirst)
                .containsExactly(
                        tuple(LeafKind.EVENT, null),
                        tuple(LeafKind.MENTION, null),
                        tuple(LeafKind.DUPLICATE, 2L),
                        tuple(LeafKind.DUPLICATE, 3L));
        assertThat(pipeline.decisions()).hasSize(1);
        assertThat(pipeline.adherence()).hasSize(1);
        pipeline.pass(Duration.ofDays(8));
        pipeline.forget();
        drift("d1", true, NOON);
        assertThat(pipeline.sealed()).hasSize(2);
        pipeline.andNothingMore();
    }

    /** What a mention told is a fact of the subject, and a publish judges by it. */
    @Test
    void aPublishJudgesTheMentionedSubjectAgainIfTheControlNamesItsKind() {
        inForce(OF_ENVIRONMENTS);
        drift("d1", true, NOON);
        pipeline.forget();
        pipeline.publish(OF_ENVIRONMENTS.replace("== false", "== true").replace("\"1\"", "\"2\"")
                + """
              - id: at-home
                version: "1"
                title: The same, at home alone
                triggers: [{event: drift_detected}]
                expect: facts.drift.all(resource, facts.drift[resource] == false)
            """.indent(0).stripTrailing() + "\n");
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getSubject, Decision::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("no-drift", "environment/prod", Status.PASS),
                        tuple("at-home", "request/req-1", Status.FAIL));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getSubject)
                .containsExactlyInAnyOrder("environment/prod", "request/req-1");
    }

    private void inForce(String yaml) {
        pipeline.publish(yaml);
        pipeline.tick();
        pipeline.forget();
    }

    private void drift(String id, boolean drifted, Instant at) {
        pipeline.receive(
                EVENTS,
                Told.drift(id, "prod", drifted, at).replace("\"source\"", "\"requestId\": \"req-1\", \"source\""));
    }
}
