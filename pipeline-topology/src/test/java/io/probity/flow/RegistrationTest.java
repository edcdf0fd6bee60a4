package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import io.probity.model.Scope;
import io.probity.model.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A subject that nobody has seen comes under what holds for its scope, and is told of where that is asked for. */
class RegistrationTest {
    private static final String FRAMEWORK = """
            frameworks:
              - id: baseline
                version: "1"
                requirements:
                  - {id: r1, title: As asked for, controls: [no-drift]}
            assignments:
              - {id: everywhere, framework: baseline, scope: "*", from: 2020-01-01T00:00:00Z}
            """;

    @Test
    void tellsOnceOfASubjectThatAFrameworkOfItsScopeIsFor() {
        try (var pipeline = new PipelineUnderTest(Map.of("subjects.registrations", "true"))) {
            pipeline.publish(FRAMEWORK + Told.NO_DRIFT);
            pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
            pipeline.receive(EVENTS, Told.drift("d2", "prod", false, NOON.plusSeconds(1)));

            var told = told(pipeline);
            assertThat(told).hasSize(1);
            var notice = told.getFirst();
            assertThat(notice.getSubjects()).containsExactly(new Subject("environment", "prod"));
            assertThat(notice.getScope()).isEqualTo(new Scope("environment", "prod", "cloud/prod"));
            assertThat(notice.getData()).isEqualTo("{\"event\":\"d1\",\"frameworks\":[\"baseline\"]}");
            assertThat(notice.getEffective()).isEqualTo(NOON);
            assertThat(pipeline.rejected()).isEmpty();
        }
    }

    @Test
    void tellsOfNoRequest() {
        try (var pipeline = new PipelineUnderTest(Map.of("subjects.registrations", "true"))) {
            pipeline.publish(FRAMEWORK + Told.NO_DRIFT);
            pipeline.receive(
                    EVENTS,
                    Told.drift("d1", "prod", true, NOON).replace("\"scope\"", "\"requestId\": \"r\", \"scope\""));

            assertThat(pipeline.decisions()).isNotEmpty();
            assertThat(told(pipeline)).isEmpty();
        }
    }

    @Test
    void tellsOfNoneThatIsUnderNoFramework() {
        try (var pipeline = new PipelineUnderTest(Map.of("subjects.registrations", "true"))) {
            pipeline.publish(Told.NO_DRIFT);
            pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));

            assertThat(pipeline.decisions()).isNotEmpty();
            assertThat(told(pipeline)).isEmpty();
        }
    }

    @Test
    void tellsOfNoneWhereNobodyAskedForIt() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.publish(FRAMEWORK + Told.NO_DRIFT);
            pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));

            assertThat(told(pipeline)).isEmpty();
            assertThat(pipeline.violations()).hasSize(1);
        }
    }

    private static List<AuditEvent> told(PipelineUnderTest pipeline) {
        return pipeline.events("subject_registered");
    }
}
