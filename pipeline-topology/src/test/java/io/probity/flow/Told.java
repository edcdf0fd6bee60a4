package io.probity.flow;

import java.time.Instant;

/** Events as sources tell them, and the controls that the tests judge them by. */
final class Told {
    static final String EVENTS = "audit.events";
    static final String GITLAB = "audit.raw.gitlab";
    static final String CLOUDTRAIL = "audit.raw.cloudtrail";

    static final String NO_DRIFT = """
            controls:
              - id: no-drift
                version: "1"
                title: What runs is what was asked for
                severity: medium
                judges: state
                triggers: [{event: drift_detected}, {event: drift_resolved}]
                expect: facts.drift.all(resource, facts.drift[resource] == false)
                remediation: Deploy again.
            """;
    static final String TOOLS = """
            controls:
              - id: tool-allowed
                version: "%s"
                effectiveFrom: %s
                title: Only tools on the list
                severity: high
                judges: occurrence
                triggers: [{event: tool_execution_requested}]
                expect: data.tool in %s
            """;
    /** Judges teams by what their agents ask for, which are mentions: such an event's home is its request. */
    static final String TEAM_TOOLS = """
            controls:
              - id: team-tool
                version: "1"
                effectiveFrom: 2020-01-01T00:00:00Z
                title: Teams plan and do nothing else
                severity: high
                judges: occurrence
                applies: {kinds: [team]}
                triggers: [{event: tool_execution_requested}]
                expect: data.tool == "plan"
            """;

    private Told() {}

    /** A merge in project 6 of GitLab. */
    static String merge(String id, int approvals, Instant at) {
        return """
                {"id": "%s", "author_id": 1, "author_name": "alice", "entity_id": 6, "entity_type": "Project",
                 "entity_path": "group/app", "created_at": "%s", "target_id": 9, "target_type": "MergeRequest",
                 "target_details": "Change 9", "event_type": "merge_request_merged",
                 "details": {"approval_count": %d, "required_approvals": 2, "approving_author": false,
                 "approving_committers": []}}""".formatted(id, at, approvals);
    }

    /** The approval rules of project 6 now ask for so many. */
    static String requiredApprovals(String id, int required, Instant at) {
        return """
                {"id": "%s", "author_id": 1, "author_name": "alice", "entity_id": 6, "entity_type": "Project",
                 "entity_path": "group/app", "created_at": "%s", "target_id": 6, "target_type": "ApprovalProjectRule",
                 "target_details": "Default", "event_type": "update_approval_rules",
                 "details": {"change": "number of required approvals", "from": 9, "to": %d}}""".formatted(id, at, required);
    }

    /** An environment drifted, or no longer does. */
    static String drift(String id, String environment, boolean drifted, Instant at) {
        return """
                {"id": "%s", "eventType": "%s", "timestamp": "%s", "source": "platform",
                 "scope": {"kind": "environment", "id": "%s", "path": "cloud/%s"}, "data": {"drifted": %s}}""".formatted(id, drifted ? "drift_detected" : "drift_resolved", at, environment, environment, drifted);
    }

    /** A tool was asked for in one environment. */
    static String tool(String id, String tool, Instant at) {
        return """
                {"id": "%s", "eventType": "tool_execution_requested", "timestamp": "%s", "source": "platform",
                 "userId": "agent-7", "scope": {"kind": "environment", "id": "prod"}, "data": {"tool": "%s"}}""".formatted(id, at, tool);
    }

    /** A tool was asked for within a request of team t1: two subjects, the request at home and the team mentioned. */
    static String teamTool(String id, String tool, Instant at) {
        return """
                {"id": "%s", "eventType": "tool_execution_requested", "timestamp": "%s", "source": "platform",
                 "userId": "agent-7", "teamId": "t1", "requestId": "r1", "data": {"tool": "%s"}}""".formatted(id, at, tool);
    }

    /** Something that no control asks after. */
    static String feedback(String id, Instant at) {
        return """
                {"id": "%s", "eventType": "feedback_submitted", "timestamp": "%s", "source": "platform",
                 "scope": {"kind": "team", "id": "t1"}}""".formatted(id, at);
    }

    /** So many records of one account in one CloudTrail file. */
    static String cloudtrailFile(int records, Instant at) {
        var file = new StringBuilder("{\"Records\":[");
        for (int i = 0; i < records; i++) {
            file.append(i == 0 ? "" : ",").append("""
                    {"eventVersion": "1.09", "eventID": "ct-%d", "eventTime": "%s", "eventSource": "ec2.amazonaws.com",
                     "eventName": "DescribeInstances", "awsRegion": "eu-central-1", "readOnly": true,
                     "recipientAccountId": "123456789012",
                     "userIdentity": {"type": "IAMUser", "accountId": "123456789012", "userName": "bob"}}""".formatted(i, at));
        }
        return file.append("]}").toString();
    }
}
