package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.Reason;
import io.probity.model.Status;
import org.junit.jupiter.api.Test;

/** What producers say never makes the row of a store, or a record that is made of it, larger than its topic takes. */
class RowSizeTest {
    private static final String LONG = "x".repeat(300_000);

    @Test
    void aFactThatIsTooLongIsAbsentAndUnsaysTheOneBefore() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.publish(Told.NO_DRIFT);
            pipeline.receive(Told.EVENTS, Told.drift("d1", "prod", false, NOON));
            pipeline.receive(
                    Told.EVENTS,
                    Told.drift("d2", "prod", false, NOON.plusSeconds(1)).replace(": false", ": \"" + LONG + '"'));
            pipeline.receive(Told.EVENTS, Told.drift("d0", "prod", false, NOON.minusSeconds(1)));

            var standings = pipeline.adherence();
            assertThat(standings).extracting(Adherence::getStatus).containsExactly(Status.PASS, Status.UNKNOWN);
            assertThat(pipeline.decisions())
                    .as("an older event does not bring back what a newer one has unsaid")
                    .extracting(Decision::getStatus)
                    .containsExactly(Status.PASS, Status.UNKNOWN, Status.UNKNOWN);
        }
    }

    @Test
    void aViolationByAnActorOfAnyNameFitsItsTopic() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.publish(Told.TOOLS.formatted("1", "2020-01-01T00:00:00Z", "[\"plan\"]"));
            pipeline.receive(Told.EVENTS, Told.tool("t1", "rm", NOON).replace("agent-7", LONG));

            var violations = pipeline.violations();
            assertThat(violations).hasSize(1);
            assertThat(Weight.of(pipeline.topics().violations(), violations)).isLessThan(10_000);
        }
    }

    @Test
    void aComponentWithoutEndIsRefusedAndItsNumberNotTold() {
        try (var pipeline = new PipelineUnderTest()) {
            var numbered = Told.feedback("f1", NOON).replace("\"source\"", "\"sequence\": 9, \"source\"");
            pipeline.receive(Told.EVENTS, numbered.replace("platform", LONG));
            pipeline.receive(Told.EVENTS, numbered.replace("9", "1").replace("f1", "f2"));
            pipeline.receive(Told.EVENTS, numbered.replace("9", "3").replace("f1", "f3"));

            assertThat(pipeline.rejected()).singleElement().satisfies(it -> {
                assertThat(it.getReason()).isEqualTo(Reason.INVALID_FIELD);
                assertThat(it.getDetail()).asString().contains("source has 300000 characters");
            });
            assertThat(pipeline.balance("canonical").getMissing()).isOne();
        }
    }
}
