package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import io.probity.model.Context;
import io.probity.model.ResourceContext;
import io.probity.model.Subject;
import io.probity.model.Warning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What events tell of resources and of names of artifacts, and what later events are told of it. */
class ToldRowsTest {
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void tellsAnEventOfTheLifeThatItsTargetHadUpToThen() {
        act("e1", "resource_created", NOON, "");
        act("e2", "resource_updated", NOON.plusSeconds(2), "");
        act("e3", "resource_deleted", NOON.plusSeconds(3), "");
        act("e4", "performance_metric", NOON.plusSeconds(4), "");
        act("e5", "performance_metric", NOON.plusSeconds(2), "");

        assertThat(contexts())
                .extracting(ToldRowsTest::lifecycle)
                .containsExactly(null, "created", "changed", "deleted", "changed");
    }

    @Test
    void letsNoLateEventTurnTheClockBack() {
        act("e1", "resource_deleted", NOON.plusSeconds(3), "");
        act("e2", "resource_created", NOON, "");
        act("e3", "performance_metric", NOON.plusSeconds(4), "");

        assertThat(contexts()).extracting(ToldRowsTest::lifecycle).containsExactly(null, null, "deleted");
    }

    @Test
    void forgetsALifeThatIsTakenBack() {
        act("e1", "resource_created", NOON, "");
        act("e2", "performance_metric", NOON, "");
        pipeline.receive("audit.context.lifecycle", "default|vm/7".getBytes(UTF_8), null, Map.of());
        act("e3", "performance_metric", NOON, "");

        assertThat(contexts()).extracting(ToldRowsTest::lifecycle).containsExactly(null, "created", null);
    }

    /** Whoever told of it waits for its row, and must not take it for one that is still on its way. */
    @Test
    void forgetsALifeThatIsTakenBackBeforeAnybodyAskedForIt() {
        act("e1", "resource_created", NOON, "");
        pipeline.receive("audit.context.lifecycle", "default|vm/7".getBytes(UTF_8), null, Map.of());
        act("e2", "performance_metric", NOON, "");
        act("e3", "resource_updated", NOON.plusSeconds(1), "");
        act("e4", "performance_metric", NOON, "");

        assertThat(contexts())
                .extracting(ToldRowsTest::lifecycle)
                .as("and the creation does not come back with the next row")
                .containsExactly(null, null, null, null);
    }

    @Test
    void carriesEveryArtifactAndTheEnvironmentOfADeployment() {
        act("e1", "deployment_started", NOON, """
                "requestId": "r", "data": {"environment": "production", "artifacts": [
                  {"name": "registry.example/app", "tag": "1.2", "digest": "%s"}, "%s"]},""".formatted(ONE, TWO));

        assertThat(home().getSubjects())
                .containsExactly(
                        new Subject("request", "r"),
                        new Subject("team", "t"),
                        artifact(ONE),
                        artifact(TWO),
                        new Subject("environment", "production"));
    }

    @Test
    void carriesTheSubjectsOfAStatement() {
        act("e1", "attestation_recorded", NOON, """
                "data": {"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://slsa.dev/provenance/v1",
                  "subject": [{"name": "app.jar", "digest": {"sha256": "%s", "sha1": "abc"}},
                              {"name": "README", "digest": {"gitCommit": "abc"}}]},""".formatted("1".repeat(64)));

        assertThat(home().getSubjects()).containsExactly(new Subject("team", "t"), artifact(ONE));
    }

    @Test
    void resolvesATagToTheDigestThatItStoodForThen() {
        act("e1", "artifact_pushed", NOON, data("app:1@" + ONE));
        act("e2", "artifact_tagged", NOON.plusSeconds(4), data("app:1@" + TWO));
        act("e3", "deployment_started", NOON.plusSeconds(2), data("app:1"));
        act("e4", "deployment_started", NOON.plusSeconds(5), data("app:1"));
        act("e5", "deployment_started", NOON.minusSeconds(1), data("app:1"));

        var events = pipeline.events();
        assertThat(events.get(2).getSubjects()).contains(artifact(ONE)).doesNotContain(artifact(TWO));
        assertThat(events.get(2).getData()).contains("app:1");
        assertThat(events.get(3).getSubjects()).contains(artifact(TWO));
        assertThat(events.get(4).getSubjects()).extracting(Subject::getKind).doesNotContain("artifact");
        assertThat(events.get(4).getWarnings()).extracting(Warning::getCode).containsExactly("ARTIFACT_UNRESOLVED");
    }

    /** Nobody registers a subject: what holds for its kind or scope holds for it from its first event on. */
    @Test
    void judgesASubjectThatNobodyHasSeenByWhatHoldsForItsKind() {
        pipeline.publish(Told.TEAM_TOOLS);
        pipeline.receive(EVENTS, """
                {"id": "e1", "eventType": "tool_execution_requested", "timestamp": "%s", "source": "platform",
                 "teamId": "new", "data": {"tool": "delete"}}""".formatted(pipeline.now()));

        assertThat(pipeline.violations())
                .extracting(violation -> String.valueOf(violation.getSubject()))
                .containsExactly("team/new");
    }

    private static Subject artifact(String digest) {
        return new Subject("artifact", digest);
    }

    private static String data(String artifact) {
        return "\"data\": {\"artifact\": \"" + artifact + "\"},";
    }

    private static @Nullable String lifecycle(Context context) {
        ResourceContext resource = context.getResource();
        return resource == null ? null : resource.getLifecycle();
    }

    private void act(String id, String type, Instant at, String more) {
        pipeline.receive(EVENTS, """
                {"id": "%s", "eventType": "%s", "timestamp": "%s", "source": "platform", "teamId": "t", %s
                 "target": {"type": "vm", "id": "7"}}""".formatted(id, type, at, more));
    }

    private List<Context> contexts() {
        return pipeline.events().stream()
                .map(event -> Objects.requireNonNull(event.getContext()))
                .toList();
    }

    private AuditEvent home() {
        return pipeline.events().getFirst();
    }
}
