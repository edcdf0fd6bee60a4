package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What must be followed by something within an hour: a tool that somebody asked for, by feedback of somebody else of the same request. The
 * control is published at {@link PipelineUnderTest#NOON}, and tests begin a day later.
 */
class FollowedByTest {
    private static final Instant START = NOON.plus(Duration.ofDays(1));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String REVIEWED = """
            controls:
              - id: reviewed
                version: "1"
                title: What an agent did is looked at within an hour
                severity: high
                judges: occurrence
                triggers: [{event: tool_execution_requested}]
                when: data.tool != "plan"
                expect: data.tool != "rm"
                followedBy:
                  events: [feedback_submitted]
                  where: data.rating != "none"
                  groupBy: data.run
                  distinct: event.actor.id
                  within: PT1H
                remediation: Look at it.
            """;

    private final List<PipelineUnderTest> pipelines = new ArrayList<>();
    private final PipelineUnderTest pipeline = pipeline();

    private PipelineUnderTest pipeline() {
        var made = new PipelineUnderTest();
        pipelines.add(made);
        made.publish(REVIEWED);
        made.pass(Duration.between(made.now(), START));
        made.forget();
        return made;
    }

    @AfterEach
    void close() {
        pipelines.forEach(PipelineUnderTest::close);
    }

    // --- in order ---

    @Test
    void whatMustBeFollowedIsPendingAndNoViolation() {
        asked("a1", "r1", START);

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getTrigger, Decision::getEventId, Decision::getReason)
                .containsExactly(tuple(
                        Status.PENDING,
                        "event",
                        "a1",
                        "expected feedback_submitted within PT1H of a1; the time is over at 2026-03-03T13:00:00Z"));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.PENDING);
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void whatIsFollowedInTimePassesAndIsOverWithThat() {
        asked("a1", "r1", START);
        pipeline.pass(HOUR.minusSeconds(1));
        pipeline.forget();
        reviewed("f1", "r1", pipeline.now());

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getTrigger, Decision::getEventId, Decision::getReason)
                .containsExactly(tuple(
                        Status.PASS,
                        "event",
                        "f1",
                        "expected feedback_submitted within PT1H of a1; saw one of 2026-03-03T12:59:59Z"));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.PASS);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(9));
        reviewed("f2", "r1", pipeline.now());
        pipeline.sealed();
        pipeline.andNothingMore();
    }

    @Test
    void whatNothingFollowedFailsAtTheTimeByTheEventThatWaited() {
        asked("a1", "r1", START);
        pipeline.forget();
        pipeline.pass(HOUR.minusSeconds(1));
        pipeline.andNothingMore();
        pipeline.pass(Duration.ofHours(3));

        var due = START.plus(HOUR);
        assertThat(pipeline.decisions())
                .extracting(
                        Decision::getStatus,
                        Decision::getTrigger,
                        Decision::getEventId,
                        Decision::getAt,
                        Decision::getLogTime,
                        Decision::getReason)
                .containsExactly(tuple(
                        Status.FAIL,
                        "timer",
                        "a1",
                        due,
                        due,
                        "expected feedback_submitted within PT1H of a1; saw none before 2026-03-03T13:00:00Z"));
        assertThat(pipeline.violations()).singleElement().satisfies(it -> {
            assertThat(it.getEventId()).isEqualTo("a1");
            assertThat(it.getEventType()).isEqualTo("tool_execution_requested");
            assertThat(it.getActor()).isEqualTo("agent-7");
            assertThat(it.getOccurredAt()).isEqualTo(due);
            assertThat(it.getDetectedAt()).isEqualTo(due);
            assertThat(it.getExpression())
                    .endsWith("followedBy feedback_submitted within PT1H where data.rating != \"none\""
                            + " groupBy data.run distinct event.actor.id");
        });
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.FAIL);
    }

    /** As much later is too late, and the same moment is not too early. */
    @Test
    void theTimeBeginsWithTheEventAndEndsBeforeTheMomentThatItIsDue() {
        asked("a1", "r1", START);
        asked("a2", "r2", START);
        pipeline.forget();
        reviewed("f1", "r1", START.plus(HOUR));
        assertThat(pipeline.decisions()).isEmpty();
        reviewed("f2", "r2", START);
        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getEventId)
                .containsExactly(tuple(Status.PASS, "f2"));
    }

    @Test
    void anotherGroupOrTheSamePersonOrWhatTheGuardLeavesOutFollowsNothing() {
        asked("a1", "r1", START);
        pipeline.forget();
        reviewed("f1", "r2", START.plusSeconds(1));
        pipeline.receive(EVENTS, feedback("f2", "agent-7", "r1", "good", START.plusSeconds(2)));
        pipeline.receive(EVENTS, feedback("f3", "bob", "r1", "none", START.plusSeconds(3)));
        reviewed("f4", "r1", START.minusSeconds(1));

        assertThat(pipeline.decisions()).isEmpty();
        pipeline.pass(HOUR);
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.FAIL);
    }

    @Test
    void whatFailsAtOnceOrIsNotMeantWaitsForNothing() {
        pipeline.receive(EVENTS, tool("a1", "rm", "r1", START));
        pipeline.receive(EVENTS, tool("a2", "plan", "r1", START));
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.FAIL);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        pipeline.andNothingMore();
    }

    @Test
    void twoThatAreDueAtOneMomentAreTwoViolations() {
        asked("a1", "r1", START);
        asked("a2", "r2", START);
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId)
                .containsExactly("a1", "a2")
                .doesNotHaveDuplicates();
    }

    @Test
    void howTheSubjectStandsIsAboutTheNewest() {
        asked("a1", "r1", START);
        asked("a2", "r2", START.plusSeconds(60));
        pipeline.forget();
        reviewed("f1", "r1", START.plusSeconds(90));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getLate)
                .containsExactly(tuple(Status.PASS, true));
        assertThat(pipeline.adherence()).isEmpty();
        pipeline.pass(Duration.ofHours(2));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.FAIL);
    }

    // --- what nobody can tell ---

    @Test
    void anEventThatMayBeTheOneLeavesItUnknownWhenTheTimeIsOver() {
        asked("a1", "r1", START);
        pipeline.forget();
        pipeline.receive(
                EVENTS, feedback("f1", "bob", "r1", "x", START.plusSeconds(9)).replace("\"rating\"", "\"r\""));
        assertThat(pipeline.decisions()).isEmpty();
        pipeline.pass(HOUR);

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getReason)
                .containsExactly(tuple(
                        Status.UNKNOWN,
                        "whether that of 2026-03-03T12:00:09Z follows it cannot be told; expected"
                                + " feedback_submitted within PT1H of a1"));
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void anEventThatMayBeTheOneDoesNotHideTheOneThatIs() {
        asked("a1", "r1", START);
        pipeline.receive(
                EVENTS, feedback("f1", "bob", "r1", "x", START.plusSeconds(9)).replace("\"rating\"", "\"r\""));
        pipeline.forget();
        reviewed("f2", "r1", START.plusSeconds(10));

        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.PASS);
    }

    @Test
    void anEventOfNoGroupIsUnknownAtOnce() {
        pipeline.receive(EVENTS, tool("a1", "read", "", START));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getReason)
                .containsExactly(tuple(
                        Status.UNKNOWN, "`groupBy` gives no text here; expected feedback_submitted within PT1H of a1"));
    }

    @Test
    void whatHappenedBeforeTheControlWasPublishedIsUnknownUnlessItIsFollowed() {
        asked("a1", "r1", NOON.minusSeconds(10));
        pipeline.receive(EVENTS, tool("a2", "read", "r2", NOON.minusSeconds(10)));
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsOnly(Status.UNKNOWN);
        reviewed("f1", "r1", NOON.plusSeconds(10));

        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.PASS);
    }

    /** None of those that wait is given up, and none that came too many passes. */
    @Test
    void beyondTheBoundItIsUnknownAtOnce() {
        for (int i = 0; i <= 100; i++) {
            asked("a" + i, "r" + i, START.plusSeconds(i));
        }

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus)
                .hasSize(101)
                .containsOnlyOnce(Status.UNKNOWN)
                .endsWith(Status.UNKNOWN);
        for (int i = 0; i < 20; i++) {
            pipeline.pass(HOUR);
        }
        assertThat(pipeline.violations()).hasSize(100);
        asked("next", "next", pipeline.now());
        assertThat(pipeline.decisions()).last().extracting(Decision::getStatus).isEqualTo(Status.PENDING);
    }

    /** Whoever names things at length gets rid of nothing, and breaks nothing. */
    @Test
    void whatWaitsFitsIntoItsRowWhateverNamesTheSourcesGive() {
        var name = "\u4e2d".repeat(900);
        for (int i = 0; i < 60; i++) {
            pipeline.receive(
                    EVENTS,
                    tool("a" + i, "read", "r" + i, START)
                            .replace("agent-7", name + i)
                            .replace("cloud/prod", name));
        }

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus)
                .hasSize(60)
                .startsWith(Status.PENDING)
                .endsWith(Status.UNKNOWN);
        pipeline.pass(HOUR);
        assertThat(pipeline.violations()).isNotEmpty();
    }

    // --- out of order ---

    @Test
    void whatFollowedAndCameInBeforeIsFound() {
        reviewed("f1", "r1", START.plusSeconds(60));
        assertThat(pipeline.decisions()).isEmpty();
        asked("a1", "r1", START);
        asked("a2", "r2", START);

        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getStatus)
                .containsExactly(tuple("a1", Status.PASS), tuple("a2", Status.PENDING));
    }

    @Test
    void whatFollowedInTimeAndCameInLateResolvesTheViolation() {
        asked("a1", "r1", START);
        pipeline.pass(Duration.ofHours(2));
        pipeline.forget();
        reviewed("f1", "r1", START.plusSeconds(60));

        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.PASS);
        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getStatus, Violation::getEndedBy)
                .containsExactly(tuple("a1", ViolationStatus.RESOLVED, "auto"));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.PASS);
    }

    @Test
    void whatCameInMoreThanADayAfterTheTimeWasOverResolvesNothing() {
        asked("a1", "r1", START);
        pipeline.pass(HOUR.plus(Duration.ofDays(1)));
        pipeline.forget();
        reviewed("f1", "r1", START.plusSeconds(60));

        assertThat(pipeline.decisions()).isEmpty();
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void whatComesInWhenItsTimeIsOverIsDecidedAtOnce() {
        pipeline.pass(Duration.ofHours(2));
        asked("a1", "r1", START);

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getTrigger, Decision::getAt)
                .containsExactly(tuple(Status.FAIL, "event", START));
        assertThat(pipeline.violations()).hasSize(1);
        reviewed("f1", "r1", START.plusSeconds(60));
        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
    }

    @Test
    void whatComesInMoreThanADayLateIsUnknownWhereNothingIsKeptOfIt() {
        pipeline.pass(HOUR.plus(Duration.ofDays(1)));
        asked("a1", "r1", START.minusSeconds(1));

        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.UNKNOWN);
        assertThat(pipeline.violations()).isEmpty();
    }

    // --- rules that change ---

    @Test
    void aWaiverOfTheMomentThatTheTimeIsOverHolds() {
        asked("a1", "r1", START);
        pipeline.publish("""
                waivers:
                  - {control: reviewed, scope: "*", reason: r, approver: carol, from: 2026-03-03T12:30:00Z,
                     expires: 2026-03-03T13:00:01Z}
                """);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.decisions())
                .filteredOn(it -> it.getControl().equals("reviewed"))
                .extracting(Decision::getStatus)
                .containsExactly(Status.WAIVED);
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void aVersionThatComesLaterGivesNoOtherTimeToWhatWaits() {
        asked("a1", "r1", START);
        pipeline.publish(REVIEWED.replace("\"1\"", "\"2\"\n    effectiveFrom: 2026-03-03T12:10:00Z")
                .replace("PT1H", "PT3H")
                .replace("high", "low"));
        pipeline.pass(Duration.ofMinutes(20));
        asked("a2", "r2", pipeline.now());
        pipeline.forget();
        pipeline.pass(Duration.ofHours(9));

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getControlVersion, Violation::getDetectedAt)
                .containsExactly(
                        tuple("a1", "1", START.plus(HOUR)), tuple("a2", "2", START.plus(Duration.ofMinutes(200))));
    }

    @Test
    void whatWaitsForAControlThatIsRetiredEndsAndFindsNothing() {
        asked("a1", "r1", START);
        pipeline.publish(REVIEWED.replace("\"1\"", "\"2\"\n    retired: true"));
        pipeline.tick();
        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus)
                .containsExactly(Status.PENDING, Status.NOT_APPLICABLE);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getLate)
                .containsExactly(tuple(Status.NOT_APPLICABLE, true));
        assertThat(pipeline.adherence()).isEmpty();
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void whatWaitsForAControlThatNoFrameworkAssignsAnyMoreEndsWhenItsTimeIsOver() {
        pipeline.publish("""
                frameworks:
                  - {id: f, name: F, requirements: [{id: r, title: R, controls: [reviewed]}]}
                assignments:
                  - {framework: f, scope: "*", from: 2026-01-01T00:00:00Z, to: 2026-03-03T12:30:00Z}
                """);
        asked("a1", "r1", START);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.NOT_APPLICABLE);
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void inShadowItDecidesAndNothingMore() {
        pipeline.publish(REVIEWED.replace("\"1\"", "\"2\"\n    mode: shadow"));
        pipeline.pass(Duration.ofMinutes(1));
        asked("a1", "r1", pipeline.now());
        asked("a2", "r2", pipeline.now());
        reviewed("f1", "r2", pipeline.now());
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getShadow)
                .containsExactly(
                        tuple(Status.PENDING, true),
                        tuple(Status.PENDING, true),
                        tuple(Status.PASS, true),
                        tuple(Status.FAIL, true));
        assertThat(pipeline.adherence()).isEmpty();
        assertThat(pipeline.violations()).isEmpty();
    }

    /** What waits when the control goes into shadow is told of, and finds nothing any more. */
    @Test
    void whatWaitsForAControlThatGoesIntoShadowFindsNothing() {
        asked("a1", "r1", START);
        pipeline.publish(REVIEWED.replace("\"1\"", "\"2\"\n    mode: shadow"));
        pipeline.tick();
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getShadow)
                .containsExactly(tuple(Status.FAIL, true));
        assertThat(pipeline.violations()).isEmpty();
        assertThat(pipeline.adherence()).isEmpty();
    }

    @Test
    void whatWaitsForASubjectThatIsArchivedEndsWithIt() {
        asked("a1", "r1", START);
        pipeline.forget();
        pipeline.receive(EVENTS, archived("x1", START.plusSeconds(5)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getReason)
                .containsExactly(tuple(
                        Status.NOT_APPLICABLE,
                        "the subject is not in use any more; expected feedback_submitted within PT1H of a1"));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.NOT_APPLICABLE);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));
        pipeline.receive(EVENTS, archived("x2", pipeline.now()).replace("archived", "created"));
        pipeline.pass(Duration.ofHours(2));
        pipeline.sealed();
        pipeline.andNothingMore();
    }

    /** A breach of its own time is one, and what its subject would have been asked later is not. */
    @Test
    void whatAnArchivedSubjectDidBeforeIsJudgedWhereItsTimeWasOverBeforeToo() {
        pipeline.pass(Duration.ofHours(2));
        pipeline.receive(EVENTS, archived("x1", START.plus(HOUR)));
        asked("a1", "r1", START);
        asked("a2", "r2", START.plusSeconds(1));

        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getStatus, Decision::getLate)
                .containsExactly(tuple("a1", Status.FAIL, true));
        assertThat(pipeline.violations()).hasSize(1);
    }

    /** What has followed leaves no timer behind: nothing is due of a subject that is archived since. */
    @Test
    void whatHasFollowedIsNotDueAnyMore() {
        asked("a1", "r1", START);
        reviewed("f1", "r1", START.plusSeconds(1));
        pipeline.receive(EVENTS, archived("x1", START.plusSeconds(5)));
        pipeline.publish("""
                controls:
                  - {id: in-use, triggers: [{event: drift_detected}], expect: facts.lifecycle == "created"}
                """);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        pipeline.andNothingMore();
    }

    // --- a replay ---

    /** However often the clock beats; a replay has other ticks, and the same log. */
    @Test
    void comesToTheSameHoweverTheClockWalks() {
        var walks = pipeline();
        for (int round = 0; round < 4; round++) {
            var at = START.plus(Duration.ofHours(3L * round));
            for (var each : pipelines) {
                each.receive(EVENTS, tool("a" + round, "read", "r" + round, at));
                each.receive(EVENTS, tool("b" + round, "read", "s" + round, at.minusSeconds(90 * 60)));
                each.receive(EVENTS, feedback("f" + round, "bob", "r" + (round & ~1), "good", at.plusSeconds(60)));
            }
            pipeline.pass(Duration.ofHours(3));
            for (int i = 0; i < 36; i++) {
                walks.pass(Duration.ofMinutes(5));
            }
        }
        var leapt = texts(pipeline.decisions());

        assertThat(leapt).hasSize(12).isEqualTo(texts(walks.decisions()));
        assertThat(pipeline.violations()).hasSize(6);
        assertThat(walks.violations()).hasSize(6);
    }

    /** But for digests: each event has a salt of its own. */
    private static List<String> texts(List<Decision> decisions) {
        return decisions.stream()
                .map(it -> it.getTrigger() + it.getStatus() + it.getAt() + it.getLogTime() + it.getReason())
                .toList();
    }

    private void asked(String id, String run, Instant at) {
        pipeline.receive(EVENTS, tool(id, "read", run, at));
    }

    private void reviewed(String id, String run, Instant at) {
        pipeline.receive(EVENTS, feedback(id, "bob", run, "good", at));
    }

    private static String tool(String id, String tool, String run, Instant at) {
        return told(
                id, "tool_execution_requested", "agent-7", at, "\"tool\": \"" + tool + "\", \"run\": \"" + run + '"');
    }

    private static String feedback(String id, String actor, String run, String rating, Instant at) {
        return told(id, "feedback_submitted", actor, at, "\"rating\": \"" + rating + "\", \"run\": \"" + run + '"');
    }

    private static String archived(String id, Instant at) {
        return told(id, "subject_archived", "admin", at, "")
                .replace("\"data\"", "\"target\": {\"type\": \"environment\", \"id\": \"prod\"}, \"data\"");
    }

    private static String told(String id, String type, String actor, Instant at, String data) {
        return """
                {"id": "%s", "eventType": "%s", "timestamp": "%s", "source": "platform", "userId": "%s",
                 "scope": {"kind": "environment", "id": "prod", "path": "cloud/prod"}, "data": {%s}}""".formatted(id, type, at, actor, data);
    }
}
