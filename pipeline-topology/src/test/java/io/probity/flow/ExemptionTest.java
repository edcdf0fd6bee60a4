package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.Exemption;
import io.probity.model.ExemptionKind;
import io.probity.model.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Under what a verdict was waived or let through is a field: whoever decides by it parses no words. */
class ExemptionTest {
    private static final String ENFORCED =
            Told.NO_DRIFT.replace("    judges: state\n", "    judges: state\n    mode: enforce\n");
    private static final Instant SINCE = NOON.minusSeconds(3_600);
    private static final Instant UNTIL = NOON.plusSeconds(3_600);

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    private static String pass(Instant from, Instant expires) {
        return "passes: [{id: incident-42, version: v7, scope: '*', reason: the broker is down, approver: eve, from: "
                + from + ", expires: " + expires + "}]\n";
    }

    private static Exemption letThrough(Instant until) {
        return new Exemption(ExemptionKind.PASS_THROUGH, "incident-42", "v7", "eve", "the broker is down", until);
    }

    private void publish(String catalog) {
        pipeline.publish(catalog);
        pipeline.tick();
        pipeline.forget();
    }

    @Test
    void aWaiverIsAFieldOfTheDecisionAndOfTheStandingUntilItEnds() {
        publish(ENFORCED + "waivers: [{id: w1, version: v3, control: no-drift, scope: '*', reason: being rebuilt,"
                + " approver: carol, expires: " + UNTIL + "}]\n" + pass(SINCE, UNTIL));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));

        var waived = new Exemption(ExemptionKind.WAIVER, "w1", "v3", "carol", "being rebuilt", UNTIL);
        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getExemption)
                .as("what is waived need not be let through")
                .containsExactly(tuple(Status.WAIVED, waived));
        assertThat(pipeline.adherence()).extracting(Adherence::getExemption).containsExactly(waived);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));

        assertThat(pipeline.adherence())
                .filteredOn(it -> it.getControl().equals("no-drift"))
                .extracting(Adherence::getStatus, Adherence::getExemption)
                .containsExactly(tuple(Status.FAIL, null));
    }

    @Test
    void aPassThroughIsAFieldOfWhatItLetsThroughAndOfNothingElse() {
        publish(ENFORCED
                + Told.NO_DRIFT.substring("controls:\n".length()).replace("id: no-drift", "id: observed")
                + pass(SINCE, UNTIL));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "test", false, NOON));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus, Decision::getExemption)
                .containsExactly(
                        tuple("no-drift", Status.FAIL, letThrough(UNTIL)),
                        tuple("observed", Status.FAIL, null),
                        tuple("no-drift", Status.PASS, null),
                        tuple("observed", Status.PASS, null));
        assertThat(pipeline.adherence())
                .filteredOn(it -> it.getStatus() == Status.FAIL)
                .extracting(Adherence::getControl, Adherence::getExemption)
                .containsExactly(tuple("no-drift", letThrough(UNTIL)), tuple("observed", null));
    }

    /** Whatever else has changed meanwhile, so that it is judged by the rules of the present too. */
    @Test
    void whatComesInLateIsLetThroughByWhatHeldWhenItHappened() {
        publish(ENFORCED + pass(SINCE, NOON.minusSeconds(60)));
        publish(Told.NO_DRIFT.replace("version: \"1\"", "version: \"2\"\n    mode: enforce"));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON.minusSeconds(61)));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControlVersion, Decision::getLate, Decision::getExemption)
                .contains(tuple("2", false, letThrough(NOON.minusSeconds(60))));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getExemption)
                .containsExactly(letThrough(NOON.minusSeconds(60)));
    }

    /** It makes no difference whether the clock tells that the time is over, or the event comes in when it is. */
    @Test
    void whatNothingFollowedIsLetThroughByWhatHeldWhenItsTimeWasOver() {
        var asked = NOON.plus(Duration.ofDays(1)); // what is published at noon knows nothing of what came before
        var due = asked.plusSeconds(600);
        publish(Told.TOOLS
                        .formatted("1", "2020-01-01T00:00:00Z", "[\"plan\"]")
                        .replace("    expect: data.tool in [\"plan\"]\n", """
                            mode: enforce
                            followedBy: {events: [feedback_submitted], within: PT10M}
                        """)
                + pass(due, due.plusSeconds(60)));
        pipeline.pass(Duration.ofDays(1));
        pipeline.forget();
        pipeline.receive(EVENTS, Told.tool("t1", "plan", asked));
        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getExemption)
                .containsExactly(tuple(Status.PENDING, null));
        pipeline.pass(Duration.ofHours(1));
        pipeline.receive(EVENTS, Told.tool("t2", "plan", asked));

        assertThat(pipeline.decisions())
                .filteredOn(it -> it.getControl().equals("tool-allowed"))
                .extracting(Decision::getTrigger, Decision::getStatus, Decision::getExemption)
                .containsExactly(
                        tuple("timer", Status.FAIL, letThrough(due.plusSeconds(60))),
                        tuple("event", Status.FAIL, letThrough(due.plusSeconds(60))));
    }
}
