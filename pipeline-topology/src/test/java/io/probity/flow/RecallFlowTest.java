package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Decision;
import io.probity.model.Status;
import io.probity.model.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Controls over several events, in the whole pipeline. */
class RecallFlowTest {
    /** An agent asks for tools; more than one other tool within ten minutes is too many. */
    private static final String FEW_TOOLS = """
            controls:
              - id: few-tools
                version: "1"
                title: An agent keeps to few tools
                severity: medium
                judges: occurrence
                triggers: [{event: tool_execution_requested}]
                recall:
                  tools:
                    events: [tool_execution_requested]
                    groupBy: event.actor.id
                    within: PT10M
                    distinct: data.tool
                expect: recall.tools.distinct < 3
            """;
    /** Of teams, which these events mention; judged when feedback comes, which nothing else listens to. */
    private static final String FEEDBACK = """
            controls:
              - id: feedback-after-tools
                version: "1"
                title: Feedback is on something that was done
                severity: low
                judges: occurrence
                triggers: [{event: feedback_submitted}]
                applies: {kinds: [team]}
                recall:
                  tools: {events: [tool_execution_requested], within: P1D}
                expect: recall.tools.count > 0
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
    void judgesAnEventByThoseBeforeItAndOpensAViolationForEachThatIsTooMany() {
        pipeline.publish(FEW_TOOLS);
        pipeline.pass(Duration.ofMinutes(11));
        for (var tool : List.of("plan", "read", "plan", "write")) {
            pipeline.receive(EVENTS, Told.tool(tool + pipeline.now(), tool, pipeline.now()));
            pipeline.pass(Duration.ofSeconds(10));
        }
        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus)
                .containsExactly(Status.PASS, Status.PASS, Status.PASS, Status.FAIL);
        assertThat(pipeline.violations())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.getObserved().toString()).contains("recall.tools.distinct"));
    }

    @Test
    void whatIsTooFewBeforeAWindowHasPassedIsUnknown() {
        pipeline.publish(FEW_TOOLS);
        pipeline.receive(EVENTS, Told.tool("t1", "plan", pipeline.now()));

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getReason)
                .containsExactly(tuple(
                        Status.UNKNOWN,
                        "recall.tools.distinct is at least 1; expected recall.tools.distinct < 3; saw"
                                + " recall.tools.distinct is at least 1"));
    }

    /** A type that nothing is triggered by is kept all the same, and so is a mention, with the subject in whose partition it is. */
    @Test
    void keepsWhatTriggersNothingAndWhatMentionsTheSubject() {
        pipeline.publish(FEEDBACK);
        pipeline.pass(Duration.ofDays(2));
        pipeline.receive(EVENTS, Told.feedback("f1", pipeline.now()));
        pipeline.receive(EVENTS, Told.teamTool("t1", "plan", pipeline.now()));
        pipeline.receive(EVENTS, Told.feedback("f2", pipeline.now()));

        assertThat(pipeline.decisions())
                .extracting(Decision::getSubject, Decision::getStatus)
                .containsExactly(tuple("team/t1", Status.FAIL), tuple("team/t1", Status.PASS));
        assertThat(pipeline.violations()).extracting(Violation::getEventId).containsExactly("f1");
    }

    @Test
    void aRepeatCountsOnce() {
        pipeline.publish(FEEDBACK.replace("count > 0", "count < 2"));
        pipeline.pass(Duration.ofDays(2));
        pipeline.receive(EVENTS, Told.teamTool("t1", "plan", pipeline.now()));
        pipeline.receive(EVENTS, Told.teamTool("t1", "plan", pipeline.now()));
        pipeline.receive(EVENTS, Told.feedback("f1", pipeline.now()));

        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.PASS);
    }

    /** Rows are taken away by ticks, a few each: how many there were must not show. */
    @Test
    void comesToTheSameHoweverTheClockWalks() {
        var other = pipeline();
        for (var each : pipelines) {
            each.publish(FEW_TOOLS);
            each.pass(Duration.ofMinutes(20));
            each.receive(EVENTS, Told.tool("a", "plan", NOON.plusSeconds(1_200)));
            each.receive(EVENTS, Told.tool("b", "read", NOON.plusSeconds(1_201)));
        }
        pipeline.pass(Duration.ofHours(26));
        for (int i = 0; i < 26 * 6; i++) {
            other.pass(Duration.ofMinutes(10));
        }
        for (var each : pipelines) {
            each.receive(EVENTS, Told.tool("c", "late", NOON.plusSeconds(1_300)));
            each.receive(EVENTS, Told.tool("d", "plan", each.now()));
        }
        var decided = pipeline.decisions();

        assertThat(decided)
                .extracting(Decision::getStatus)
                .containsExactly(Status.PASS, Status.PASS, Status.UNKNOWN, Status.PASS);
        assertThat(decided)
                .extracting(Decision::getReason)
                .isEqualTo(other.decisions().stream().map(Decision::getReason).toList());
    }
}
