package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Observation;
import io.probity.model.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one output is told less of, the others and the log still have. */
class OutputsTest {
    private static final String NOT_BY_ADA = """
            controls:
              - id: not-by-ada
                version: "1"
                title: Somebody else does it
                severity: high
                judges: occurrence
                triggers: [{event: tool_execution_requested}]
                expect: event.actor.id != "ada-4711" && data.tool == "hammer-4711"
                remediation: Ask somebody else.
            """;
    private static final String BY_ADA = """
            {"id": "e1", "eventType": "tool_execution_requested", "timestamp": "%s", "userId": "ada-4711", "source": "platform",
             "scope": {"kind": "project", "id": "6", "path": "group/app"}, "data": {"tool": "saw-4711"}}""".formatted(NOON);

    @ParameterizedTest
    @ValueSource(strings = {"ocsf", "ecs", "cef"})
    void eachOutputLeavesOutWhatItsOwnRuleSays(String format, @TempDir Path folder) throws Exception {
        var rules = Files.writeString(
                folder.resolve("outputs.yaml"),
                "decisions: {drop: [reason]}\nfindings: {drop: [event.actor.id, data.tool, expression, remediation]}\n");
        try (var pipeline =
                new PipelineUnderTest(Map.of("outputs.rules", rules.toString(), "findings.format", format))) {
            pipeline.publish(NOT_BY_ADA);
            pipeline.receive(Told.EVENTS, BY_ADA);

            assertThat(pipeline.decisions())
                    .singleElement()
                    .satisfies(decision -> assertThat(decision.getReason()).isEmpty());
            assertThat(pipeline.adherence())
                    .singleElement()
                    .satisfies(standing -> assertThat(standing.getReason()).contains("; saw ", "saw-4711"));
            var violation = pipeline.violations().getFirst();
            assertThat(violation.getActor()).isEqualTo("ada-4711");
            assertThat(violation.getReason()).contains("saw-4711");
            assertThat(violation.getObserved()).extracting(Observation::getSeen).containsOnly(Seen.VALUE);
            assertThat(new String(pipeline.findings().getFirst(), UTF_8))
                    .contains(violation.getId(), "not-by-ada", "project/6")
                    .doesNotContain("ada-4711", "saw-4711", "hammer-4711", "Ask somebody");
        }
    }

    @Test
    void whatIsLeftOutOfStandingsIsLeftOutOfTheirIntervals(@TempDir Path folder) throws Exception {
        var rules = Files.writeString(folder.resolve("outputs.yaml"), "adherence: {drop: [event.scope.path]}\n");
        try (var pipeline = new PipelineUnderTest(Map.of("outputs.rules", rules.toString()))) {
            pipeline.publish(NOT_BY_ADA);
            pipeline.receive(Told.EVENTS, BY_ADA);

            assertThat(pipeline.intervals())
                    .singleElement()
                    .satisfies(it -> assertThat(it.getScopePath()).isNull());
            assertThat(pipeline.violations().getFirst().getScopePath()).isEqualTo("group/app");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ocsf", "ecs", "cef"})
    void withoutARuleAllIsTold(String format) {
        try (var pipeline = new PipelineUnderTest(Map.of("findings.format", format))) {
            pipeline.publish(NOT_BY_ADA);
            pipeline.receive(Told.EVENTS, BY_ADA);

            assertThat(new String(pipeline.findings().getFirst(), UTF_8))
                    .contains("ada-4711", "saw-4711", "Ask somebody else.");
        }
    }
}
