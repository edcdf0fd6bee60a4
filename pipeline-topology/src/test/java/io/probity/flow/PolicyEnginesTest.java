package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Decision;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports of Kubernetes and decisions of the Open Policy Agent, from their own words to a violation of the controls that ship. */
class PolicyEnginesTest {
    private static final String REPORTS = "audit.raw.policy_report";
    private static final String DECISIONS = "audit.raw.opa";

    private final PipelineUnderTest pipeline =
            new PipelineUnderTest(Map.of("sources", REPORTS + "=policy_report," + DECISIONS + "=opa"));

    @BeforeEach
    void publish() throws IOException {
        pipeline.publish(Files.readString(PipelineUnderTest.SHIPPED.resolve("evidence.yaml")));
        pipeline.tick();
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aReportIsAsManyAnswersAsItHasResultsAndTheWorstOfThemIsTheVerdict() {
        pipeline.receive(REPORTS, report("""
                {"policy": "require-team", "rule": "check-team", "result": "pass", "source": "kyverno", "message": "ok", "timestamp": {"seconds": %1$d, "nanos": 0}},
                {"policy": "replicas", "result": "fail", "source": "KyvernoValidatingPolicy", "message": "two at most", "timestamp": {"seconds": %1$d, "nanos": 0}}""", 0));

        assertThat(pipeline.decisions())
                .extracting(Decision::getSubject, Decision::getControl, Decision::getStatus)
                .containsExactly(
                        tuple("resource/d-1", "kyverno-policies-pass", Status.PASS),
                        tuple("resource/d-1", "kyverno-policies-pass", Status.FAIL));
        assertThat(pipeline.violations())
                .extracting(Violation::getSubject, Violation::getStatus)
                .containsExactly(tuple("resource/d-1", ViolationStatus.DETECTED));
        assertThat(pipeline.events())
                .extracting(it -> it.getScope().getKind() + "/" + it.getScope().getId())
                .containsExactly("cluster/eu-1", "cluster/eu-1");
    }

    @Test
    void theNextReportMendsWhatItNames() {
        var failed =
                "{\"policy\": \"replicas\", \"result\": \"%s\", \"source\": \"kyverno\", \"timestamp\": {\"seconds\": %%d}}";
        pipeline.receive(REPORTS, report(failed.formatted("fail"), 0));
        pipeline.receive(REPORTS, report(failed.formatted("fail"), 0));
        pipeline.receive(REPORTS, report(failed.formatted("skip"), 60));
        pipeline.receive(REPORTS, report(failed.formatted("pass"), 120));

        assertThat(pipeline.decisions())
                .as("what is told again is known")
                .extracting(Decision::getStatus)
                .containsExactly(Status.FAIL, Status.SKIPPED, Status.PASS);
        assertThat(pipeline.violations())
                .extracting(Violation::getStatus)
                .containsExactly(ViolationStatus.DETECTED, ViolationStatus.RESOLVED);
    }

    /** One bad result takes none of the others with it. */
    @Test
    void aResultWithAWordThatNoReportHasIsRefusedAlone() {
        pipeline.receive(REPORTS, report("""
                {"policy": "replicas", "result": "compliant", "source": "kyverno", "timestamp": {"seconds": %1$d}},
                {"policy": "require-team", "result": "pass", "source": "kyverno", "timestamp": {"seconds": %1$d}}""", 0));

        assertThat(pipeline.rejected())
                .extracting(Rejection::getReason, Rejection::getDetail)
                .containsExactly(
                        tuple(
                                Reason.MISSING_FIELD,
                                "none of the shapes of policy_report is this: [a report that was deleted, the result of a policy]"));
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.PASS);
    }

    @Test
    void whoeverTakesAReportAwayClosesNothing() {
        pipeline.receive(
                REPORTS,
                report(
                        "{\"policy\": \"replicas\", \"result\": \"fail\", \"source\": \"kyverno\", \"timestamp\": {\"seconds\": %d}}",
                        0));
        pipeline.forget();
        pipeline.receive(REPORTS, """
                {"type": "DELETED", "object": {"kind": "Report", "metadata": {"name": "r", "deletionTimestamp": "2026-03-02T12:05:00Z"},
                 "scope": {"kind": "Deployment", "name": "web", "namespace": "shop", "uid": "d-1"},
                 "results": [{"policy": "replicas", "result": "pass", "source": "kyverno", "timestamp": {"seconds": 1772452800}}]}}""");

        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.SKIPPED);
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void aDecisionAboutAThingIsAVerdictAndOneAboutSomebodyIsNot() {
        pipeline.receive(DECISIONS, """
                [{"decision_id": "d-1", "labels": {"app": "posture"}, "path": "cloud/storage", "timestamp": "2026-03-02T12:00:00Z",
                  "input": {"resource": {"id": "b-1"}}, "result": {"allow": false, "violations": [{"msg": "it is public"}]}},
                 {"decision_id": "d-2", "labels": {"app": "posture"}, "path": "authz/allow", "timestamp": "2026-03-02T12:00:01Z",
                  "input": {"user": "mia", "method": "GET"}, "result": false}]""");

        assertThat(pipeline.decisions())
                .extracting(Decision::getSubject, Decision::getControl, Decision::getStatus)
                .containsExactly(tuple("resource/b-1", "opa-policies-pass", Status.FAIL));
        assertThat(pipeline.violations())
                .singleElement()
                .extracting(Violation::getSubject)
                .isEqualTo("resource/b-1");
        assertThat(pipeline.events("opa.decision")).hasSize(1);
    }

    private static String report(String results, int seconds) {
        return """
                {"cluster": "eu-1", "report": {"apiVersion": "openreports.io/v1alpha1", "kind": "Report", "metadata": {"name": "r", "namespace": "shop"},
                 "scope": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "namespace": "shop", "uid": "d-1"}, "results": [%s]}}""".formatted(results.formatted(NOON.getEpochSecond() + seconds));
    }
}
