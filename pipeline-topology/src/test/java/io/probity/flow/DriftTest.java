package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static io.probity.flow.Told.GITLAB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.AuditEvent;
import io.probity.model.Subject;
import io.probity.model.Violation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A snapshot that finds a subject otherwise than its events told is an event of its own. */
class DriftTest {
    private static final String CONTROL = """
            controls:
              - id: nothing-unseen
                title: Nothing changes unseen
                judges: occurrence
                triggers: [{event: subject_drifted}]
                expect: size(data.facts) == 0
            """;

    @Test
    void tellsWhichFactsChangedWithoutAnEvent() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.publish(CONTROL);
            pipeline.receive(GITLAB, Told.requiredApprovals("e1", 2, NOON));
            pipeline.receive(EVENTS, rule("s1", 1, NOON.plusSeconds(60)));

            var told = told(pipeline);
            assertThat(told).hasSize(1);
            var notice = told.getFirst();
            assertThat(notice.getSubjects()).containsExactly(new Subject("project", "6"));
            assertThat(notice.getEffective()).isEqualTo(NOON.plusSeconds(60));
            assertThat(notice.getData())
                    .isEqualTo("{\"count\":1,\"facts\":[\"approval_rules.6\"],\"snapshot\":\"s1\","
                            + "\"snapshotType\":\"gitlab_approval_rule\"}");
            assertThat(pipeline.violations())
                    .extracting(Violation::getControl, Violation::getSubject)
                    .containsExactly(tuple("nothing-unseen", "project/6"));
            assertThat(pipeline.rejected()).isEmpty();
        }
    }

    @Test
    void tellsOfItOnceAndOfTheNextChangeAgain() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(GITLAB, Told.requiredApprovals("e1", 2, NOON));
            pipeline.receive(EVENTS, rule("s1", 1, NOON.plusSeconds(60)));
            pipeline.receive(EVENTS, rule("s2", 1, NOON.plusSeconds(120)));
            pipeline.receive(EVENTS, rule("s3", 0, NOON.plusSeconds(180)));

            assertThat(told(pipeline))
                    .extracting(AuditEvent::getEffective)
                    .containsExactly(NOON.plusSeconds(60), NOON.plusSeconds(180));
        }
    }

    @Test
    void whatIsAsItWasKnownIsNoDrift() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(GITLAB, Told.requiredApprovals("e1", 2, NOON));
            pipeline.receive(EVENTS, rule("s1", 2, NOON.plusSeconds(60)));

            assertThat(told(pipeline)).isEmpty();
        }
    }

    @Test
    void whatWasNeverKnownIsNoDrift() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(EVENTS, rule("s1", 1, NOON));

            assertThat(told(pipeline)).isEmpty();
        }
    }

    @Test
    void aSnapshotFromBeforeTheChangeIsNoDrift() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(GITLAB, Told.requiredApprovals("e1", 2, NOON));
            pipeline.receive(EVENTS, rule("s1", 1, NOON.minusSeconds(60)));

            assertThat(told(pipeline)).isEmpty();
        }
    }

    @Test
    void aChangeThatAnEventTellsIsNoDrift() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(EVENTS, rule("s1", 1, NOON));
            pipeline.receive(GITLAB, Told.requiredApprovals("e1", 2, NOON.plusSeconds(60)));
            pipeline.receive(EVENTS, rule("s2", 2, NOON.plusSeconds(120)));

            assertThat(told(pipeline)).isEmpty();
        }
    }

    @Test
    void whatOnlySnapshotsTellOfIsNoDrift() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(EVENTS, settings("s1", 3, NOON));
            pipeline.receive(EVENTS, settings("s2", 4, NOON.plusSeconds(60)));

            assertThat(told(pipeline)).isEmpty();
        }
    }

    private static String rule(String id, int approvals, Instant at) {
        return snapshot(
                id,
                "gitlab_approval_rule",
                at,
                "{\"approval_rule\": {\"id\": 6, \"approvals_required\": %d}}".formatted(approvals));
    }

    private static String settings(String id, int maintainers, Instant at) {
        return snapshot(
                id, "gitlab_project_settings", at, "{\"members\": {\"maintainers\": %d}}".formatted(maintainers));
    }

    private static String snapshot(String id, String type, Instant at, String data) {
        return """
                {"id": "%s", "eventType": "%s", "timestamp": "%s", "source": "gitlab",
                 "scope": {"kind": "project", "id": "6", "path": "group/app"}, "data": %s}""".formatted(id, type, at, data);
    }

    private static List<AuditEvent> told(PipelineUnderTest pipeline) {
        return pipeline.events("subject_drifted");
    }
}
