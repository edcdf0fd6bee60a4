package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An emergency lets through what controls would stop: all of it is recorded, and it ends by itself. */
class PassThroughTest {
    private static final String ENFORCED =
            Told.NO_DRIFT.replace("    judges: state\n", "    judges: state\n    mode: enforce\n");
    private static final Instant SINCE = NOON.minusSeconds(3_600);
    private static final Instant UNTIL = NOON.plusSeconds(3_600);
    private static final String LET_THROUGH = "let through as by mode observe: pass-through incident-42 until " + UNTIL
            + " by eve (the broker is down); expected ";

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    private static String pass(String version, String scope, Instant from, Instant expires) {
        return """
                passes:
                  - {id: incident-42, version: %s, scope: %s, reason: the broker is down, approver: eve, from: %s, expires: %s}
                """.formatted(version, scope, from, expires);
    }

    @Test
    void whatIsLetThroughIsJudgedAsEverAndSaysUnderWhichPassAndByWhom() {
        pipeline.publish(ENFORCED + pass("1", "cloud", SINCE, UNTIL));
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "test", false, NOON));

        assertThat(pipeline.decisions())
                .extracting(
                        Decision::getSubject,
                        Decision::getStatus,
                        it -> it.getReason().startsWith(LET_THROUGH))
                .containsExactly(
                        tuple("environment/prod", Status.FAIL, true), tuple("environment/test", Status.PASS, false));
        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, it -> it.getReason().startsWith(LET_THROUGH))
                .containsExactly(tuple(ViolationStatus.DETECTED, true));
    }

    /** A control in mode observe stops nothing; another scope is not meant; what happened after it ended was stopped. */
    @Test
    void nothingElseIsLetThrough() {
        var over = NOON.minusSeconds(60);
        pipeline.publish(ENFORCED + pass("1", "{unit: data-centre}", SINCE, over) + """
            scopes:
              - {id: data-centre, members: [cloud/prod]}
            """);
        pipeline.publish(Told.NO_DRIFT.replace("id: no-drift", "id: observed"));
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d1", "test", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "prod", true, over));
        pipeline.receive(EVENTS, Told.drift("d3", "prod", true, SINCE.minusSeconds(1)));
        assertThat(pipeline.decisions()).noneMatch(it -> it.getReason().startsWith("let through"));

        pipeline.receive(EVENTS, Told.drift("d4", "prod", true, over.minusSeconds(1)));
        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, it -> it.getReason().startsWith("let through"))
                .containsExactlyInAnyOrder(tuple("no-drift", true), tuple("observed", false));
    }

    @Test
    void whatHoldsWithAWarningIsNotLetThroughEither() {
        pipeline.publish(ENFORCED.replaceAll("expect: .*", "verdict: '\"warn\"'") + pass("1", "cloud", SINCE, UNTIL));
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, it -> it.getReason().startsWith(LET_THROUGH))
                .containsExactly(tuple(Status.WARN, false));
    }

    @Test
    void thatItHoldsIsAViolationWhichItsEndResolvesByTheClock() {
        pipeline.publish(ENFORCED + pass("1", "cloud", SINCE, UNTIL));
        pipeline.tick();

        assertThat(pipeline.violations())
                .extracting(Violation::getControl, Violation::getSubject, Violation::getStatus)
                .containsExactly(
                        tuple("probity-no-pass-through", "pass-through/incident-42", ViolationStatus.DETECTED));
        assertThat(pipeline.decisions())
                .extracting(Decision::getReason)
                .containsExactly(
                        "from " + SINCE + " on what all controls would have stopped in cloud is let through, until "
                                + UNTIL + ", by eve (the broker is down)");
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getEndedAt)
                .containsExactly(tuple(ViolationStatus.RESOLVED, UNTIL));
        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getAt, Decision::getReason)
                .containsExactly(tuple("timer", Status.PASS, UNTIL, "over: nothing is let through by it any more"));
        pipeline.tick();
        assertThat(pipeline.decisions()).isEmpty();
    }

    /** The clock leaps over both of its ends. */
    @Test
    void oneThatIsToComeIsToldOfWhenItComesAndWhenItGoes() {
        pipeline.publish(ENFORCED + pass("1", "cloud", UNTIL, UNTIL.plusSeconds(60)));
        pipeline.tick();
        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, it -> it.getReason().startsWith("not yet: from " + UNTIL))
                .containsExactly(tuple(Status.PASS, true));
        assertThat(pipeline.violations()).isEmpty();

        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getDetectedAt, Violation::getEndedAt)
                .containsExactly(
                        tuple(ViolationStatus.DETECTED, UNTIL, null),
                        tuple(ViolationStatus.RESOLVED, UNTIL, UNTIL.plusSeconds(60)));
    }

    @Test
    void itIsEndedBeforeItsTimeByAVersionThatRetiresIt() {
        pipeline.publish(ENFORCED + pass("1", "cloud", SINCE, UNTIL));
        pipeline.tick();
        pipeline.forget();
        pipeline.publish(pass("2", "cloud", SINCE, UNTIL).replace("id:", "retired: true, id:"));
        pipeline.tick();

        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        assertThat(pipeline.decisions()).noneMatch(it -> it.getReason().startsWith("let through"));
    }

    @Test
    void oneWithoutAnEndOrWithAFarOneIsRefused() {
        for (var end : new String[] {"", ", \"expires\": \"2026-12-31T00:00:00Z\""}) {
            var body = "{\"id\": \"p\", \"scope\": {\"path\": \"*\"}, \"reason\": \"r\", \"approver\": \"a\","
                    + " \"from\": \"2026-01-01T00:00:00Z\"" + end + "}";
            pipeline.define(new Definition(
                    DefinitionKind.PASS_THROUGH, "p", "1", Instant.EPOCH, false, body, "publish-1", 0, null));
        }

        assertThat(pipeline.rejected())
                .extracting(Rejection::getStage, Rejection::getReason)
                .containsExactly(tuple("define", Reason.INVALID_FIELD), tuple("define", Reason.INVALID_FIELD));
    }
}
