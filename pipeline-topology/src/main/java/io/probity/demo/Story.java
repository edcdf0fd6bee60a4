package io.probity.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One request from its words to what runs, and what went wrong on the way: a request in plain language → intent → tool call →
 * approval → infrastructure as code → deployment → drift, which is found and mended. Two more requests beside it: one that its
 * author approved, and one that was deployed without the approval it needed.
 */
final class Story {
    private final Instant end;
    private final List<Sample> samples = new ArrayList<>();

    private Story(Instant end) {
        this.end = end;
    }

    /** The story's records in order, the last of them at the given time. */
    static List<Sample> endingAt(Instant end) {
        var story = new Story(end);
        story.goodRequest();
        story.selfApproved();
        story.unapproved();
        return story.samples;
    }

    private void goodRequest() {
        var of = new Request("req-1001", "trace-1001", "payments");
        tell(of, 90, "infrastructure_request", "alice", """
                "data": {"naturalLanguageRequest": "We need a database for the refunds service", "confidence": 0.96},
                "result": {"status": "success", "estimatedCost": {"amount": "85.00", "currency": "EUR"}, "approvalRequired": true}""");
        tell(of, 89, "intent_recognised", "intent-service", """
                "data": {"intent": "create_database", "confidence": 0.96}, "result": {"status": "success"}""");
        tell(of, 88, "tool_execution_requested", "agent-7", """
                "data": {"tool": "create_database", "arguments": {"engine": "postgres", "size": "small"}}""");
        tell(of, 80, "approval_requested", "alice", """
                "data": {"approvers": ["bob", "carol"]}""");
        tell(of, 75, "approval_granted", "bob", """
                "data": {"comment": "within the budget of the team", "approvedBudget": {"amount": "100.00", "currency": "EUR"}}""");
        tell(of, 74, "iac_generated", "iac-service", """
                "data": {"digest": "sha256:5f0c2b8f6c1c3f6c1b0d5f9d5d1b6a2f6f4e7a3c9b8d7e6f5a4b3c2d1e0f9a8b", "template": "postgres-small"}""");
        tell(of, 60, "deployment_started", "deployer", """
                "data": {"environment": "production"}, "result": {"deploymentId": "dep-1001",
                "estimatedCost": {"amount": "85.00", "currency": "EUR"}}""");
        tell(of, 55, "deployment_succeeded", "deployer", """
                "data": {"environment": "production"}, "result": {"status": "success", "deploymentId": "dep-1001"}""");
        tell(of, 30, "drift_detected", "drift-watch", """
                "data": {"drifted": true, "resource": "refunds-db", "field": "publicly_accessible", "wanted": false, "found": true}""");
        tell(of, 10, "drift_resolved", "drift-watch", """
                "data": {"drifted": false, "resource": "refunds-db"}""");
    }

    private void selfApproved() {
        var of = new Request("req-1002", "trace-1002", "search");
        tell(of, 50, "infrastructure_request", "mallory", """
                "data": {"naturalLanguageRequest": "Give me a bigger cluster", "confidence": 0.91},
                "result": {"status": "success", "estimatedCost": {"amount": "400.00", "currency": "EUR"}, "approvalRequired": true}""");
        tell(of, 49, "intent_recognised", "intent-service", """
                "data": {"intent": "create_cluster", "confidence": 0.52}""");
        tell(of, 40, "approval_granted", "mallory", """
                "data": {"comment": "urgent", "approvedBudget": {"amount": "500.00", "currency": "EUR"}}""");
    }

    private void unapproved() {
        var of = new Request("req-1003", "trace-1003", "growth");
        tell(of, 35, "infrastructure_request", "dave", """
                "data": {"naturalLanguageRequest": "A queue for the newsletter"},
                "result": {"status": "success", "estimatedCost": {"amount": "20.00", "currency": "EUR"}, "approvalRequired": true}""");
        tell(of, 34, "tool_execution_requested", "agent-7", """
                "data": {"tool": "delete_everything", "arguments": {}}""");
        tell(of, 20, "deployment_started", "deployer", """
                "data": {"environment": "production"}, "result": {"deploymentId": "dep-1003",
                "estimatedCost": {"amount": "20.00", "currency": "EUR"}}""");
    }

    private record Request(String id, String trace, String team) {}

    private void tell(Request of, int minutesAgo, String type, String who, String rest) {
        var at = end.minus(Duration.ofMinutes(minutesAgo)).truncatedTo(ChronoUnit.MILLIS);
        var json = """
                {"event": {"id": "evt-%s-%s-%d", "eventType": "%s", "timestamp": "%s", "userId": "%s", "teamId": "%s",
                "sessionId": "session-%s", "requestId": "%s", "traceId": "%s", "source": "platform", "action": "%s",
                "metadata": {"clientIp": "192.0.2.17", "userAgent": "platform/2.4"}, %s}}""".formatted(
                        of.id(), type, minutesAgo, type, at, who, of.team(), of.id(), of.id(), of.trace(), type, rest);
        samples.add(Sample.json("audit.events", of.id(), json.getBytes(UTF_8)));
    }
}
