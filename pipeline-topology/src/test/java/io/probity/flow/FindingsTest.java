package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each state of a violation is a finding for other systems. */
class FindingsTest {
    @Test
    void aViolationIsCreatedAndClosedInTheTongueOfOthers() throws Exception {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.publish(Told.NO_DRIFT);
            pipeline.receive(Told.EVENTS, Told.drift("d1", "prod", true, NOON));
            pipeline.receive(Told.EVENTS, Told.drift("d2", "prod", false, NOON.plusSeconds(1)));

            var found = pipeline.findings();
            assertThat(found).hasSize(2);
            var violation = pipeline.violations().getFirst();
            var created = CanonicalJson.read(new String(found.get(0), StandardCharsets.UTF_8));
            var closed = CanonicalJson.read(new String(found.get(1), StandardCharsets.UTF_8));
            assertThat(created.get("type_uid").asInt()).isEqualTo(200_301);
            assertThat(closed.get("type_uid").asInt()).isEqualTo(200_303);
            assertThat(created.at("/finding_info/uid").asText()).isEqualTo(violation.getId());
            assertThat(closed.at("/finding_info/uid").asText()).isEqualTo(violation.getId());
        }
    }

    @Test
    void itsHeadersSayWhatItIs() {
        try (var pipeline = new PipelineUnderTest(Map.of("findings.format", "cef"))) {
            pipeline.publish(Told.NO_DRIFT);
            pipeline.receive(Told.EVENTS, Told.drift("d1", "prod", true, NOON));

            assertThat(pipeline.headers(pipeline.topics().findings()))
                    .singleElement()
                    .satisfies(headers -> assertThat(headers)
                            .containsEntry("ce_type", "io.probity.finding.created")
                            .containsEntry("content-type", "text/plain; charset=utf-8")
                            .containsKey("build"));
        }
    }
}
