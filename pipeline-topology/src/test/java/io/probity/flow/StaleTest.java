package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.EvidenceAge;
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

/** What is known of a subject grows old: good for an hour here, and ten minutes more. */
class StaleTest {
    private static final Duration GOOD = Duration.ofMinutes(70);
    private static final String EVIDENCE = "\n    evidence: [{field: drift, ttl: PT1H, tolerance: PT10M}]";
    private static final String FRESH = Told.NO_DRIFT.replace("severity: medium", "severity: medium" + EVIDENCE);

    private final List<PipelineUnderTest> pipelines = new ArrayList<>();
    private final PipelineUnderTest pipeline = pipeline();

    private PipelineUnderTest pipeline() {
        var made = new PipelineUnderTest();
        pipelines.add(made);
        made.publish(FRESH);
        made.tick();
        made.forget();
        return made;
    }

    @AfterEach
    void close() {
        pipelines.forEach(PipelineUnderTest::close);
    }

    @Test
    void whatHeldIsStaleWhenItsEvidenceIsTooOldAndOpensNothing() {
        drift("d1", "prod", false, NOON);
        pipeline.forget();
        pipeline.pass(GOOD.minusSeconds(1));
        pipeline.andNothingMore();
        pipeline.pass(Duration.ofHours(9));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt, Decision::getLogTime)
                .containsExactly(tuple("timer", Status.STALE, NOON.plus(GOOD), NOON.plus(GOOD)));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getStatus, Adherence::getReason)
                .containsExactly(tuple(
                        Status.STALE,
                        "facts.drift was last told of at 2026-03-02T12:00:00Z and was good until 2026-03-02T13:10:00Z;"
                                + " by it the verdict was PASS"));
        assertThat(pipeline.changes()).hasSize(1);
        assertThat(pipeline.violations()).isEmpty();
        pipeline.pass(Duration.ofHours(9));
        pipeline.andNothingMore();
    }

    @Test
    void aStandingTellsUntilWhenItsEvidenceIsGoodAndWhenItCountsAsAbandoned() {
        drift("d1", "prod", false, NOON);

        var end = NOON.plus(GOOD);
        assertThat(pipeline.adherence().getFirst().getEvidence())
                .containsExactly(new EvidenceAge(
                        "drift", NOON, NOON.plus(Duration.ofHours(1)), end, end.plus(Duration.ofDays(30)), false));
    }

    /** Nobody has said that it was mended. */
    @Test
    void whatFailedKeepsItsViolationOpenUntilSomebodySaysThatItHolds() {
        drift("d1", "prod", true, NOON);
        pipeline.forget();
        pipeline.pass(GOOD);
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.STALE);
        assertThat(pipeline.violations()).isEmpty();

        drift("d2", "prod", true, pipeline.now());
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.FAIL);
        assertThat(pipeline.violations()).as("it is open still").isEmpty();
        drift("d3", "prod", false, pipeline.now());

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getStatus)
                .containsExactly(tuple("d1", ViolationStatus.RESOLVED));
    }

    @Test
    void aNewerFactTakesTheTimerOfTheOlderBack() {
        drift("d1", "prod", false, NOON);
        pipeline.pass(Duration.ofMinutes(50));
        var second = pipeline.now();
        drift("d2", "prod", false, second);
        pipeline.forget();
        pipeline.pass(Duration.ofMinutes(69));
        pipeline.andNothingMore();
        pipeline.pass(Duration.ofMinutes(1));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getAt)
                .containsExactly(tuple(Status.STALE, second.plus(GOOD)));
    }

    @Test
    void aLateEventAndARepeatedOneMakeNothingFresh() {
        drift("d1", "prod", false, NOON);
        pipeline.pass(GOOD);
        pipeline.forget();
        drift("d1", "prod", false, NOON);
        drift("d0", "prod", false, NOON.minusSeconds(60));

        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getStatus, Decision::getLate)
                .containsExactly(tuple("d0", Status.PASS, true));
        assertThat(pipeline.adherence()).isEmpty();
    }

    /** It is judged as of its own time, when it was fresh; and since then its time is over. */
    @Test
    void anEventThatArrivesTooOldIsJudgedAndStaleAsOfTheTimeThatItWasDue() {
        pipeline.pass(Duration.ofHours(5));
        drift("d1", "prod", true, NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt)
                .containsExactly(tuple("event", Status.FAIL, NOON), tuple("timer", Status.STALE, NOON.plus(GOOD)));
        assertThat(pipeline.violations()).hasSize(1);
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.FAIL, Status.STALE);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(5));
        pipeline.andNothingMore();
    }

    /** Whatever else has changed meanwhile: it was found, and nobody has said that it was mended. */
    @Test
    void aChangeOfOtherRulesDoesNotHideWhatAnEventThatArrivesTooOldHasFound() {
        pipeline.pass(Duration.ofHours(4));
        pipeline.publish(Told.TOOLS.formatted("1", NOON.plusSeconds(60), "[\"plan\"]"));
        pipeline.tick();
        pipeline.forget();
        drift("d1", "prod", true, NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt)
                .containsExactly(tuple("event", Status.FAIL, NOON), tuple("timer", Status.STALE, NOON.plus(GOOD)));
        assertThat(pipeline.violations()).hasSize(1);
    }

    /** Assigned again after a gap in which the evidence ran out: it is as old as it is. */
    @Test
    void whatRanOutWhileTheControlWasNotForTheScopeIsStaleAllTheSame() {
        pipeline.publish("""
                frameworks:
                  - {id: f, name: F, requirements: [{id: r, title: R, controls: [no-drift]}]}
                assignments:
                  - {id: before, framework: f, scope: "*", from: 2026-01-01T00:00:00Z, to: %s}
                  - {id: after, framework: f, scope: "*", from: %s}
                """.formatted(NOON.plus(Duration.ofMinutes(60)), NOON.plus(Duration.ofMinutes(90))));
        pipeline.pass(Duration.ofHours(4));
        pipeline.forget();
        drift("d1", "prod", true, NOON);

        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.FAIL, Status.STALE);
    }

    /** Never a silent pass: what is asked of old evidence is told that it is old. */
    @Test
    void anEventThatIsJudgedByOldEvidenceIsStaleItself() {
        pipeline.publish("""
                controls:
                  - id: tools-where-nothing-drifts
                    judges: occurrence
                    triggers: [{event: tool_execution_requested}]
                    evidence: [{field: drift, ttl: PT1H}]
                    expect: facts.drift.all(resource, facts.drift[resource] == false)
                """);
        pipeline.tick();
        drift("d1", "prod", true, NOON);
        pipeline.forget();
        pipeline.pass(Duration.ofMinutes(61));
        pipeline.receive(EVENTS, Told.tool("t1", "plan", NOON.plus(Duration.ofMinutes(59))));
        pipeline.receive(EVENTS, Told.tool("t2", "plan", NOON.plus(Duration.ofMinutes(60))));

        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getStatus)
                .containsExactly(tuple("t1", Status.FAIL), tuple("t2", Status.STALE));
        assertThat(pipeline.violations()).extracting(Violation::getEventId).containsExactly("t1");
    }

    @Test
    void theClockGoesThroughThemASliceATickAndAnEventGoesBeforeIt() {
        int subjects = 30;
        for (int i = 0; i < subjects; i++) {
            drift("d" + i, "e" + i, false, NOON);
        }
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));
        var first = pipeline.decisions();
        assertThat(first).hasSize(24).allMatch(it -> it.getAt().equals(NOON.plus(GOOD)));
        var waiting = IntStream.range(0, subjects)
                .mapToObj(i -> "e" + i)
                .filter(name -> first.stream().noneMatch(it -> it.getSubject().equals("environment/" + name)))
                .findFirst()
                .orElseThrow();
        drift("next", waiting, false, pipeline.now());
        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus)
                .containsExactly(tuple("timer", Status.STALE), tuple("event", Status.PASS));

        pipeline.tick();
        assertThat(pipeline.decisions()).hasSize(5);
        pipeline.tick();
        assertThat(pipeline.decisions()).isEmpty();
    }

    @Test
    void aClockThatLeapsComesToTheSameAsOneThatWalks() {
        var walks = pipeline();
        for (int round = 0; round < 3; round++) {
            var at = NOON.plus(Duration.ofHours(3L * round));
            for (var each : List.of(pipeline, walks)) {
                each.receive(EVENTS, Told.drift("d" + round, "prod", round % 2 == 0, at));
            }
            pipeline.pass(Duration.ofHours(3));
            for (int i = 0; i < 36; i++) {
                walks.pass(Duration.ofMinutes(5));
            }
        }

        var leapt = texts(pipeline.decisions());
        assertThat(leapt).hasSize(6).isEqualTo(texts(walks.decisions()));
        assertThat(pipeline.violations()).hasSize(3);
        assertThat(walks.violations()).hasSize(3);
    }

    @Test
    void whatIsPublishedOverOldFactsIsStaleFromItsCommitOn() {
        pipeline.publish(Told.NO_DRIFT.replace("no-drift", "other"));
        pipeline.tick();
        drift("d1", "prod", false, NOON);
        pipeline.pass(Duration.ofHours(2));
        pipeline.forget();
        pipeline.publish(FRESH.replace("no-drift", "other").replace("\"1\"", "\"2\""));
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getControl, Decision::getStatus)
                .containsExactly(tuple("definition", "other", Status.STALE));
    }

    @Test
    void whatIsRetiredOrHasNoEvidenceAnyMoreGoesStaleNoMore() {
        drift("d1", "prod", false, NOON);
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\""));
        pipeline.tick();
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        pipeline.andNothingMore();
    }

    /** What is stale is judged again by the rules that come, and no older than they are. */
    @Test
    void aLongerLifeMakesItFreshAgain() {
        drift("d1", "prod", false, NOON);
        pipeline.pass(Duration.ofHours(2));
        pipeline.forget();
        pipeline.publish(FRESH.replace("PT1H", "PT5H").replace("\"1\"", "\"2\""));
        pipeline.tick();
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.PASS);
        pipeline.pass(Duration.ofHours(9));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getAt)
                .containsExactly(tuple(Status.STALE, NOON.plus(Duration.ofMinutes(310))));
    }

    /** But for digests: each event has a salt of its own. */
    private static List<String> texts(List<Decision> decisions) {
        return decisions.stream()
                .map(it -> it.getTrigger() + it.getStatus() + it.getAt() + it.getLogTime() + it.getReason())
                .toList();
    }

    private void drift(String id, String environment, boolean drifted, Instant at) {
        pipeline.receive(EVENTS, Told.drift(id, environment, drifted, at));
    }
}
