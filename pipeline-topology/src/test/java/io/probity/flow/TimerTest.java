package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Decision;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Controls that the clock alone makes to be judged. The log stands at noon; a beat is each full hour. */
class TimerTest {
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final Instant TWO = NOON.plus(Duration.ofHours(2));

    /** What drifts may drift until half past one. */
    private static final String HOURLY = """
            controls:
              - id: drift-is-short
                version: "1"
                title: What drifted is mended by half past one
                severity: high
                triggers: [{event: drift_detected}, {event: drift_resolved}, {every: PT1H}]
                expect: facts.drift.all(resource, facts.drift[resource] == false) || now < timestamp('2026-03-02T13:30:00Z')
            """;
    /** Holds in even hours alone, so that a beat that is left out shows. */
    private static final String EVEN = """
            controls:
              - id: even-hours
                version: "1"
                title: Only in even hours
                severity: low
                triggers: [{every: PT1H}]
                expect: facts.drift.all(resource, facts.drift[resource] in [true, false]) && now.getHours() % 2 == 0
            """;

    private final List<PipelineUnderTest> pipelines = new ArrayList<>();
    private final PipelineUnderTest pipeline = pipeline();

    private PipelineUnderTest pipeline() {
        var made = new PipelineUnderTest();
        pipelines.add(made);
        return made;
    }

    @AfterEach
    void close() {
        pipelines.forEach(PipelineUnderTest::close);
    }

    @Test
    void judgesASubjectAgainWithoutAnEventAndAsOfTheTimeThatItWasDue() {
        publish(HOURLY);
        drift("d1", "prod", NOON);
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.PASS);
        pipeline.forget();
        pipeline.pass(Duration.ofMinutes(125));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt, Decision::getLogTime)
                .containsExactly(tuple("timer", Status.FAIL, TWO, TWO));
        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getOccurredAt, Violation::getEventId)
                .containsExactly(tuple(ViolationStatus.DETECTED, TWO, ""));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus, Adherence::getEffective)
                .as("the fact is as old as it was")
                .containsExactly(tuple(Status.FAIL, NOON));
    }

    @Test
    void aVerdictThatIsAsItWasIsNoDecision() {
        publish(HOURLY);
        drift("d1", "prod", NOON);
        pipeline.pass(Duration.ofHours(3));
        pipeline.forget();
        for (int hour = 0; hour < 24; hour++) {
            pipeline.pass(Duration.ofHours(1));
        }

        pipeline.andNothingMore();
    }

    /** That it does not apply is an answer where somebody gives it, and a standing; where the guard does not hold it is silence, and none. */
    @Test
    void anAnswerThatAControlDoesNotApplyEndsWithTheHoursInWhichItIsAsked() {
        publish("""
                controls:
                  - id: asked-until-one
                    version: "1"
                    title: Is asked until one
                    severity: low
                    triggers: [{event: drift_detected}, {every: PT1H}]
                    when: now.getHours() < 13
                    verdict: "facts.drift.exists(resource, true) ? 'not_applicable' : 'pass'"
                """);
        drift("d1", "prod", NOON);
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.NOT_APPLICABLE);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(3));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt, Decision::getReason)
                .containsExactly(tuple("timer", Status.NOT_APPLICABLE, ONE, "does not apply: now.getHours() < 13"));
        pipeline.forget();
        pipeline.pass(Duration.ofHours(3));
        pipeline.andNothingMore();
    }

    @Test
    void theNextEventHealsWhatATimerOpened() {
        publish(HOURLY);
        drift("d1", "prod", NOON);
        pipeline.pass(Duration.ofHours(3));
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d2", "prod", false, pipeline.now()));

        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
    }

    /** However far the clock leaps, each beat in between is judged: here all but the last would be lost otherwise. */
    @Test
    void aClockThatLeapsComesToTheSameAsOneThatWalks() {
        var walks = pipeline();
        for (var each : List.of(pipeline, walks)) {
            each.publish(EVEN);
            each.tick();
            each.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
            each.receive(EVENTS, Told.drift("d2", "test", true, NOON));
            each.forget();
        }
        pipeline.pass(Duration.ofHours(9));
        for (int i = 0; i < 9 * 6; i++) {
            walks.pass(Duration.ofMinutes(10));
        }

        // of one subject; between subjects the order is the clock's
        var leapt = decided(pipeline.decisions(), "environment/prod");
        assertThat(leapt).hasSize(9).isEqualTo(decided(walks.decisions(), "environment/prod"));
        assertThat(violated(pipeline.violations(), "environment/test"))
                .hasSize(9)
                .isEqualTo(violated(walks.violations(), "environment/test"));
    }

    /** The log's order is kept where the clock has not got to a subject: what was due goes before its event. */
    @Test
    void anEventSettlesWhatWasDueOfItsSubjectFirst() {
        publish(HOURLY);
        int subjects = 30;
        for (int i = 0; i < subjects; i++) {
            drift("d" + i, "e" + i, NOON);
        }
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));
        var inTime = pipeline.decisions();
        assertThat(inTime).as("a slice a tick").hasSize(24);
        var waiting = IntStream.range(0, subjects)
                .mapToObj(i -> "e" + i)
                .filter(name -> inTime.stream().noneMatch(it -> it.getSubject().equals("environment/" + name)))
                .findFirst()
                .orElseThrow();
        pipeline.receive(EVENTS, Told.drift("late", waiting, false, pipeline.now()));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt)
                .containsExactly(tuple("timer", Status.FAIL, TWO), tuple("event", Status.PASS, pipeline.now()));
        pipeline.tick();
        assertThat(pipeline.decisions()).hasSize(5).allMatch(it -> it.getAt().equals(TWO));
        pipeline.tick();
        assertThat(pipeline.decisions()).isEmpty();
        assertThat(pipeline.violations()).hasSize(subjects + 1);
    }

    @Test
    void aLateEventAndARepeatedOneMoveNoTimer() {
        publish(HOURLY);
        drift("d1", "prod", NOON);
        pipeline.pass(Duration.ofHours(3));
        pipeline.forget();
        drift("d1", "prod", NOON);
        pipeline.receive(EVENTS, Told.drift("d0", "prod", false, NOON.minusSeconds(60)));
        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getLate)
                .containsExactly(tuple("d0", true));
        pipeline.forget();
        pipeline.pass(Duration.ofHours(3));

        pipeline.andNothingMore();
    }

    @Test
    void publishedIntoALogThatRunsItBeginsWithTheNextBeatForSubjectsThatAreKnown() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        drift("d1", "prod", NOON);
        pipeline.pass(Duration.ofMinutes(30));
        pipeline.forget();
        publish(EVEN);
        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getControl, Decision::getStatus)
                .containsExactly(tuple("definition", "even-hours", Status.PASS));
        pipeline.pass(Duration.ofMinutes(60));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt)
                .containsExactly(tuple("timer", Status.FAIL, ONE));
    }

    /** Nothing but its clock judges it, and a subject that comes later is judged with the next beat. */
    @Test
    void aSubjectThatIsNewIsJudgedAtItsFirstBeat() {
        publish(EVEN);
        pipeline.forget();
        drift("d1", "prod", NOON);
        assertThat(pipeline.decisions()).isEmpty();
        pipeline.pass(Duration.ofHours(1));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getAt)
                .containsExactly(tuple(Status.FAIL, ONE));
        assertThat(pipeline.changes()).extracting(AdherenceChange::getPrevious).containsExactly((Status) null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retired: true\n    triggers: []",
                "mode: shadow\n    triggers: [{every: PT1H}]",
                "judges: occurrence\n    triggers: [{event: drift_detected}, {every: PT1H}]",
                "triggers: [{event: drift_detected}]"
            })
    void oneThatIsRetiredOrChangedBeatsNoMore(String change) {
        publish(EVEN);
        drift("d1", "prod", NOON);
        pipeline.pass(Duration.ofMinutes(30));
        publish(EVEN.replace("\"1\"", "\"2\"").replace("triggers: [{every: PT1H}]", change));
        pipeline.forget();
        pipeline.pass(Duration.ofHours(5));

        pipeline.andNothingMore();
    }

    @Test
    void aVersionDatedIntoTheFutureBeatsFromItsOwnBeginning() {
        publish(EVEN);
        drift("d1", "prod", NOON);
        publish(EVEN.replace("\"1\"", "\"2\"\n    effectiveFrom: 2026-03-02T12:30:00Z"));
        pipeline.forget();
        pipeline.pass(Duration.ofMinutes(185));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControlVersion, Decision::getStatus, Decision::getAt)
                .containsExactly(
                        tuple("2", Status.PASS, NOON.plus(Duration.ofMinutes(30))),
                        tuple("2", Status.FAIL, NOON.plus(Duration.ofMinutes(90))),
                        tuple("2", Status.PASS, NOON.plus(Duration.ofMinutes(150))));
    }

    /** At one moment the clock goes first: a commit comes into the log after the tick whose time it carries. */
    @Test
    void whatWasDueBeforeAPublishIsJudgedByTheRulesBeforeItHoweverLateThatIs() {
        publish(HOURLY);
        int subjects = 30;
        for (int i = 0; i < subjects; i++) {
            drift("d" + i, "e" + i, NOON);
        }
        pipeline.pass(Duration.ofHours(2));
        pipeline.publish(HOURLY.replace("\"1\"", "\"2\"").replace("13:30", "23:30"));
        for (int i = 0; i < 4; i++) {
            pipeline.tick();
        }

        var byTimer = pipeline.decisions().stream()
                .filter(it -> it.getTrigger().equals("timer"))
                .toList();
        assertThat(byTimer)
                .hasSize(subjects)
                .allMatch(it -> it.getControlVersion().equals("1"));
        assertThat(pipeline.violations()).hasSize(2 * subjects);
    }

    @Test
    void whatIsArchivedBeatsNoMoreUntilItComesBack() {
        publish(EVEN.replace(
                "facts.drift.all(resource, facts.drift[resource] in [true, false])", "has(facts.lifecycle)"));
        pipeline.receive(EVENTS, lifecycle("l1", "subject_created", NOON));
        pipeline.pass(Duration.ofHours(1));
        pipeline.receive(EVENTS, lifecycle("l2", "subject_archived", pipeline.now()));
        assertThat(pipeline.decisions()).extracting(Decision::getAt).containsExactly(ONE);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(4).plusMinutes(1));
        pipeline.andNothingMore();
        pipeline.receive(EVENTS, lifecycle("l3", "subject_created", pipeline.now()));
        assertThat(pipeline.decisions()).isEmpty();
        pipeline.pass(Duration.ofHours(1));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getAt)
                .containsExactly(tuple(Status.PASS, NOON.plus(Duration.ofHours(6))));
    }

    private static String lifecycle(String id, String type, Instant at) {
        return """
                {"id": "%s", "eventType": "%s", "timestamp": "%s", "source": "platform",
                 "scope": {"kind": "environment", "id": "prod"}, "target": {"type": "environment", "id": "prod"}}""".formatted(id, type, at);
    }

    private static List<String> decided(List<Decision> all, String subject) {
        return all.stream()
                .filter(it -> it.getSubject().equals(subject))
                .map(Decision::toString)
                .toList();
    }

    private static List<String> violated(List<Violation> all, String subject) {
        return all.stream()
                .filter(it -> it.getSubject().equals(subject))
                .map(Violation::toString)
                .toList();
    }

    private void publish(String yaml) {
        pipeline.publish(yaml);
        pipeline.tick();
    }

    private void drift(String id, String environment, Instant at) {
        pipeline.receive(EVENTS, Told.drift(id, environment, true, at));
    }
}
