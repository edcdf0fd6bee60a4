package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.CanonicalJson;
import io.probity.model.Observation;
import io.probity.model.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one output is told less of, the others and the log still have. */
class OutputsTest {
    @Test
    void eachOutputLeavesOutWhatItsOwnRuleSays(@TempDir Path folder) throws Exception {
        var rules = Files.writeString(
                folder.resolve("outputs.yaml"),
                "decisions: {drop: [reason]}\nfindings: {drop: [facts, event.actor.id, remediation]}\n");
        try (var pipeline = new PipelineUnderTest(Map.of("outputs.rules", rules.toString()))) {
            pipeline.publish(Told.NO_DRIFT);
            pipeline.receive(Told.EVENTS, Told.drift("d1", "prod", true, NOON));

            assertThat(pipeline.decisions())
                    .singleElement()
                    .satisfies(decision -> assertThat(decision.getReason()).isEmpty());
            assertThat(pipeline.adherence())
                    .singleElement()
                    .satisfies(standing -> assertThat(standing.getReason()).contains("; saw "));
            var violation = pipeline.violations().getFirst();
            assertThat(violation.getObserved())
                    .extracting(Observation::getSeen)
                    .contains(Seen.VALUE)
                    .doesNotContain(Seen.WITHHELD);
            assertThat(violation.getReason()).contains("; saw ");
            var finding = CanonicalJson.read(new String(pipeline.findings().getFirst(), UTF_8));
            assertThat(finding.at("/finding_info/uid").asText()).isEqualTo(violation.getId());
            assertThat(finding.at("/finding_info/desc").asText())
                    .startsWith("expected ")
                    .doesNotContain("saw");
            assertThat(finding.get("evidences").toString())
                    .contains("WITHHELD")
                    .doesNotContain("\"value\"")
                    .doesNotContain("\"actor\"");
        }
    }
}
