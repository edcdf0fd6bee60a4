package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.CommandKind;
import io.probity.model.Posture;
import io.probity.model.ResourceRow;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a subject stands as a whole: told when it changes, and known to events of others that have it for their target. */
class PostureTest {
    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    private void publish() {
        pipeline.publish(Told.NO_DRIFT.replace("severity: medium", "severity: high"));
        pipeline.tick();
    }

    @Test
    void isToldWhenItChangesAndNotBefore() {
        publish();
        drift("d1", true, NOON);
        var failed = last();
        assertThat(failed.getStanding()).isEqualTo("failed");
        assertThat(failed.getFailed()).isOne();
        assertThat(failed.getHigh()).isOne();
        assertThat(failed.getRisk())
                .as("a high, of which nobody said how much hangs on it")
                .isEqualTo(70);

        drift("d2", true, NOON.plusSeconds(1));
        assertThat(pipeline.postures()).as("it stands as before").isEmpty();

        drift("d3", false, NOON.plusSeconds(2));
        var passed = last();
        assertThat(passed.getStanding()).isEqualTo("passed");
        assertThat(passed.getPassed()).isOne();
        assertThat(passed.getHigh()).isZero();
        assertThat(passed.getRisk()).isZero();
    }

    @Test
    void weighsByWhatHangsOnTheSubjectAsItsTableSaysAtTheNewestEvent() {
        row("high");
        publish();
        drift("d1", true, NOON);
        assertThat(last().getRisk()).isEqualTo(105);

        row("low");
        drift("d2", true, NOON.plusSeconds(1));
        assertThat(last().getRisk()).isEqualTo(35);

        row("critical");
        drift("d0", true, NOON.minusSeconds(1));
        assertThat(pipeline.postures()).as("an older event").isEmpty();
    }

    @Test
    void followsWhatPeopleOrderOfItsViolations() {
        publish();
        drift("d1", true, NOON);
        last();
        var violation = pipeline.violations().getLast();

        pipeline.order(Orders.of("o1", CommandKind.DISMISS, violation, "bob"));
        assertThat(last().getHigh()).as("dismissed").isZero();
        pipeline.order(Orders.of("o2", CommandKind.REOPEN, violation, "bob"));
        assertThat(last().getRisk()).as("reopened").isEqualTo(70);
    }

    @Test
    void isKnownToAnEventThatHasTheSubjectForItsTarget() {
        pipeline.publish(Told.NO_DRIFT + """
                  - id: nothing-goes-to-what-fails
                    title: Nothing is deployed to what fails
                    judges: occurrence
                    severity: low
                    triggers: [{event: deployed_there}]
                    expect: event.context.resource.posture.failed == 0
                """);
        pipeline.tick();
        deploy("e1");
        assertThat(status("nothing-goes-to-what-fails")).as("nobody knows").isEqualTo("UNKNOWN");

        drift("d1", true, NOON);
        pipeline.forget();
        deploy("e2");
        assertThat(status("nothing-goes-to-what-fails")).isEqualTo("FAIL");

        drift("d2", false, NOON.plusSeconds(2));
        pipeline.forget();
        deploy("e3");
        assertThat(status("nothing-goes-to-what-fails")).isEqualTo("PASS");
    }

    private String status(String control) {
        return pipeline.decisions().stream()
                .filter(it -> it.getControl().equals(control))
                .toList()
                .getLast()
                .getStatus()
                .name();
    }

    private void row(String criticality) {
        pipeline.tell(
                pipeline.topics().resources(),
                "default|Environment/prod",
                new ResourceRow("Environment", "prod", null, null, null, criticality, null, null));
    }

    private void drift(String id, boolean drift, Instant at) {
        pipeline.receive(EVENTS, """
                {"id": "%s", "timestamp": "%s", "eventType": "drift_detected", "action": "detect", "crud": "read",
                 "category": "infrastructure", "actor": {"id": "7", "kind": "service"},
                 "scope": {"kind": "environment", "id": "prod", "path": "cloud/prod"},
                 "target": {"type": "Environment", "id": "prod"}, "outcome": "success", "data": {"drifted": %s}}
                """.formatted(id, at, drift));
    }

    private void deploy(String id) {
        pipeline.receive(EVENTS, """
                {"id": "%s", "timestamp": "%s", "eventType": "deployed_there", "action": "deploy", "crud": "execute",
                 "category": "infrastructure", "actor": {"id": "7", "kind": "service"},
                 "scope": {"kind": "project", "id": "8", "path": "apps/shop"},
                 "target": {"type": "environment", "id": "prod"}, "outcome": "success", "data": {}}
                """.formatted(id, NOON.plusSeconds(3)));
    }

    /** What was told, of which the last counts. */
    private Posture last() {
        return Objects.requireNonNull(pipeline.postures().getLast()).getPosture();
    }
}
