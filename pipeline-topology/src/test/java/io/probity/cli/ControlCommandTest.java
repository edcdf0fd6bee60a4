package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.normalise.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ControlCommandTest {
    private static final String SHIPPED = Path.of("..", "controls").toString();
    private static final String MERGED = """
            {"id":"9f0c","author_id":1,"author_name":"Administrator","entity_id":6,"entity_type":"Project",\
            "entity_path":"group/app","created_at":"2026-01-15T10:30:00.000Z","target_id":20,\
            "target_type":"MergeRequest","target_details":"Add login","event_type":"merge_request_merged",\
            "details":{"custom_message":"Merge request merged","approval_count":1,"approving_author":false,\
            "approving_committers":[]}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void lintFindsNothingWrongWithTheShippedControls() {
        assertThat(run("lint", SHIPPED)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("175 controls").contains("0 errors, 0 warnings");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void lintNamesTheErrorOnStderrAndFails() throws IOException {
        var file = Files.writeString(folder.resolve("bad.yaml"), "controls:\n  - {id: one, expect: 'true'}\n");

        assertThat(run("lint", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("bad.yaml:2:5: error: control `one` has no trigger");
    }

    @Test
    void lintKnowsTheEventTypesOfTheCallersOwn() throws IOException {
        var controls = Files.writeString(folder.resolve("c.yaml"), """
                controls:
                  - {id: one, version: "1", title: One, triggers: [{event: our_deploy}], expect: 'event.id != ""',
                     remediation: Do, tests: [{name: a, event: {id: a}, expect: PASS}]}
                """).toString();
        var types = Files.writeString(folder.resolve("types.yaml"), "- name: our_deploy\n")
                .toString();
        var config = Files.writeString(folder.resolve("probity.yaml"), "event.types: " + types + "\n")
                .toString();

        assertThat(run("lint", controls)).as(out.toString()).isEqualTo(1);
        assertThat(err.toString()).contains("our_deploy");
        assertThat(run("lint", "--event-types", types, controls))
                .as(err.toString())
                .isZero();
        assertThat(run("lint", "--config", config, controls)).as(err.toString()).isZero();
    }

    @Test
    void evalJudgesAProviderOfTheCallersOwn() throws IOException {
        var mappings = Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(mappings.resolve("door.yaml"), """
                source: door
                version: 1
                shapes: events
                event: {id: /n, type: our_opening, scope: {kind: room, id: /room}}
                fields: {public: [/n, /room]}
                types: [{name: our_opening}]
                """);
        var controls = Files.writeString(folder.resolve("c.yaml"), """
                controls:
                  - {id: one, version: "1", title: One, triggers: [{event: our_opening}], expect: data.n == "2"}
                """).toString();
        var events = Files.writeString(folder.resolve("events.ndjson"), "{\"n\": \"1\", \"room\": \"a\"}\n");

        assertThat(run(
                        "eval",
                        "--controls",
                        controls,
                        "--mappings",
                        mappings.toString(),
                        "--source",
                        "door",
                        "--in",
                        events.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("\"control\":\"one\"").contains("\"status\":\"FAIL\"");
    }

    @Test
    void aWrongCallIsTwo() {
        assertThat(run("lint")).isEqualTo(2);
        assertThat(run("lint", "nowhere")).isEqualTo(2);
        assertThat(run("eval", "--controls", SHIPPED, "--source", "nobody")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void testRunsTheShippedTests() {
        assertThat(run("test", SHIPPED)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("merge-request-two-approvals").contains(" 0 failed");
    }

    @Test
    void testNamesWhatFailed() throws IOException {
        var file = Files.writeString(folder.resolve("bad.yaml"), """
                controls:
                  - id: one
                    triggers: [{event: merge_request_merged}]
                    expect: data.count == 1
                    tests: [{name: counts, event: {data: {count: 2}}, expect: PASS}]
                """);

        assertThat(run("test", "--json", "-", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("one: counts: expected PASS, was FAIL: expected data.count == 1; saw");
        assertThat(out.toString())
                .isEqualTo("[{\"actual\":\"FAIL\",\"control\":\"one\",\"expected\":\"PASS\",\"reason\":"
                        + "\"expected data.count == 1; saw data.count = 2\",\"test\":\"counts\"}]\n");
    }

    @Test
    void evalJudgesProviderEvents() throws IOException {
        var events = Files.writeString(folder.resolve("events.ndjson"), MERGED);

        assertThat(run("eval", "--controls", SHIPPED, "--source", "gitlab", "--in", events.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines())
                .contains("{\"control\":\"merge-request-two-approvals\",\"eventId\":\"9f0c\",\"line\":1,\"reason\":"
                        + "\"expected data.approval_count >= params.minimum; saw data.approval_count = 1,"
                        + " params.minimum = 2\",\"status\":\"FAIL\",\"version\":\"1\"}")
                .hasSize(3);
        assertThat(err.toString()).isEqualTo("{\"read\":1,\"accepted\":1,\"refused\":0}\n");
    }

    /** In the words that GitLab's own program writes, through field table, protection, facts and controls. */
    @Test
    void evalJudgesTheSettingsOfAProjectByItsAuditEvents() throws IOException {
        var events = Files.write(folder.resolve("settings.ndjson"), Reading.fixture("gitlab-settings.ndjson"));

        assertThat(run("eval", "--controls", SHIPPED, "--source", "gitlab", "--in", events.toString()))
                .as(err.toString())
                .isZero();
        assertThat(verdicts())
                .containsExactlyInAnyOrder(
                        "1 project-merges-up-to-date-branches PASS",
                        "1 project-history-is-linear PASS",
                        "2 default-branch-stays-protected PASS",
                        "2 branches-refuse-force-push FAIL",
                        "2 protected-branches-ask-code-owners FAIL",
                        "2 some-branch-asks-code-owners FAIL",
                        "2 default-branch-refuses-pushes UNKNOWN",
                        "2 default-branch-takes-pushes UNKNOWN",
                        "2 default-branch-takes-merges UNKNOWN",
                        "3 branches-refuse-force-push PASS",
                        "4 job-token-is-limited FAIL",
                        "5 project-merges-when-discussions-are-resolved PASS",
                        "6 default-branch-stays-protected FAIL",
                        "6 branches-refuse-force-push PASS",
                        "6 protected-branches-ask-code-owners FAIL",
                        "6 some-branch-asks-code-owners FAIL",
                        "6 default-branch-refuses-pushes UNKNOWN",
                        "6 default-branch-takes-pushes UNKNOWN",
                        "6 default-branch-takes-merges UNKNOWN",
                        "7 default-branch-refuses-pushes FAIL",
                        "7 default-branch-takes-pushes FAIL",
                        "7 default-branch-takes-merges FAIL",
                        "8 default-branch-stays-protected PASS",
                        "8 branches-refuse-force-push PASS",
                        "8 protected-branches-ask-code-owners PASS",
                        "8 some-branch-asks-code-owners PASS",
                        "8 default-branch-refuses-pushes PASS",
                        "8 default-branch-takes-pushes FAIL",
                        "8 default-branch-takes-merges PASS",
                        "9 project-tracks-issues FAIL");
    }

    /** Events tell of changes alone, so somebody asks GitLab's API; an older answer that comes late does not undo a newer one. */
    @Test
    void evalJudgesTheSettingsOfAProjectByWhatGitLabAnswers() throws IOException {
        var events = Files.writeString(folder.resolve("answers.ndjson"), """
                {"id":"2","eventType":"gitlab_project_settings","timestamp":"2026-01-02T00:00:00Z","source":"poll",\
                "scope":{"kind":"project","id":"6"},"data":{\
                "project":{"visibility":"public","merge_method":"rebase_merge",\
                "only_allow_merge_if_all_discussions_are_resolved":null,"builds_access_level":"private",\
                "archived":false,"marked_for_deletion":true,"forks_count":2},\
                "webhooks":{"insecure":1},"members":{"total":5,"reporters":4,"maintainers":2,"owners":1},\
                "protected_branches":{"total":1},"error_tracking":null,\
                "approvals":{"merge_requests_author_approval":false,"reset_approvals_on_push":true},\
                "push_rule":null,"job_token_scope":{"inbound_enabled":true}}}
                {"id":"1","eventType":"gitlab_project_settings","timestamp":"2026-01-01T00:00:00Z","source":"poll",\
                "scope":{"kind":"project","id":"6"},"data":{"project":{"visibility":"private"},\
                "approvals":{"merge_requests_author_approval":true}}}
                {"id":"3","eventType":"gitlab_project_settings","timestamp":"2026-01-03T00:00:00Z","source":"poll",\
                "scope":{"kind":"project","id":"6"},"data":{"approvals":{"merge_requests_author_approval":"no"}}}
                {"id":"4","eventType":"gitlab_protected_branch","timestamp":"2026-01-03T00:00:00Z","source":"poll",\
                "scope":{"kind":"project","id":"6"},"data":{"protected_branch":{"name":"main","allow_force_push":true}}}
                """);

        assertThat(run("eval", "--controls", SHIPPED, "--source", "canonical", "--in", events.toString()))
                .as(err.toString())
                .isZero();
        assertThat(verdicts())
                .contains(
                        "2 project-is-not-public FAIL",
                        "2 project-is-not-internal PASS",
                        "2 project-prevents-author-approval PASS",
                        "2 project-asks-again-after-a-push PASS",
                        "2 project-merges-up-to-date-branches PASS",
                        "2 project-history-is-linear FAIL",
                        "2 project-merges-when-discussions-are-resolved UNKNOWN",
                        "2 project-requires-signed-commits UNKNOWN",
                        "2 job-token-is-limited PASS",
                        "2 project-pipelines-are-not-public PASS",
                        "2 project-blocks-pushed-secrets UNKNOWN",
                        "2 project-is-not-archived PASS",
                        "2 project-is-not-to-be-deleted FAIL",
                        "2 project-has-forks PASS",
                        "2 project-tracks-errors UNKNOWN",
                        "2 webhooks-are-encrypted FAIL",
                        "2 project-has-two-owners FAIL",
                        "2 project-has-few-maintainers PASS",
                        "2 few-members-may-build FAIL",
                        "2 project-protects-branches PASS",
                        "1 project-is-not-public FAIL",
                        "1 project-prevents-author-approval PASS",
                        "3 project-is-not-public FAIL",
                        "3 project-prevents-author-approval UNKNOWN",
                        "4 branches-refuse-force-push FAIL");
    }

    /** What docs/gitlab-snapshot.sh writes, through field table, protection, facts and controls. */
    @Test
    void evalJudgesAProjectByWhatTheSnapshotScriptWrites() throws IOException {
        var events = Files.write(folder.resolve("snapshot.ndjson"), Reading.fixture("gitlab-snapshot.ndjson"));

        assertThat(run("eval", "--controls", SHIPPED, "--source", "canonical", "--in", events.toString()))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).doesNotContain("DATA_SCHEMA_MISMATCH");
        assertThat(verdicts())
                .contains(
                        "1 group-signs-in-by-saml PASS",
                        "1 group-requires-second-factor PASS",
                        "1 contributors-have-a-second-factor PASS",
                        "1 inactive-members-are-removed FAIL",
                        "1 stale-projects-are-archived PASS",
                        "1 stale-branches-are-removed FAIL",
                        "1 project-names-code-owners PASS",
                        "1 project-has-a-valid-pipeline PASS",
                        "1 project-tracks-issues PASS",
                        "1 project-has-a-repository PASS",
                        "1 gitlab-licence-is-ultimate PASS",
                        "1 terraform-state-is-kept-in-gitlab PASS",
                        "1 vulnerabilities-are-not-left-open FAIL",
                        "1 package-hunter-findings-are-triaged PASS",
                        "1 project-has-a-status-page UNKNOWN",
                        "1 project-requires-an-approval UNKNOWN",
                        "2 project-requires-an-approval PASS",
                        "2 project-requires-two-approvals PASS",
                        "3 some-branch-asks-code-owners PASS",
                        "3 default-branch-refuses-pushes UNKNOWN",
                        "5 default-branch-refuses-pushes FAIL",
                        "5 default-branch-takes-merges FAIL",
                        "6 source-code-is-scanned PASS",
                        "6 infrastructure-code-is-scanned PASS",
                        "6 dependencies-are-scanned FAIL",
                        "7 group-signs-in-by-saml PASS",
                        "7 group-requires-second-factor PASS",
                        "7 inactive-members-are-removed FAIL",
                        "8 default-branch-refuses-pushes PASS",
                        "8 default-branch-takes-merges PASS");
    }

    /** What was printed: event, control and status, a line each. */
    private List<String> verdicts() {
        return out.toString()
                .lines()
                .map(line -> line.replaceAll(
                        ".*\"control\":\"([^\"]+)\",\"eventId\":\"(\\d)\".*\"status\":\"([A-Z]+)\".*", "$2 $1 $3"))
                .toList();
    }

    @Test
    void evalTakesWhatEventsTellOfASubjectAsItsFacts() throws IOException {
        var events = Files.writeString(folder.resolve("events.ndjson"), """
                {"id":"1","author_id":1,"entity_id":6,"entity_type":"Project","entity_path":"group/app",\
                "created_at":"2026-01-15T10:30:00Z","event_type":"project_visibility_level_updated",\
                "details":{"change":"visibility","from":"Private","to":"Public"}}
                """);

        run("eval", "--controls", SHIPPED, "--source", "gitlab", "--in", events.toString());

        assertThat(out.toString())
                .contains("\"control\":\"project-is-not-public\"")
                .contains("\"status\":\"FAIL\"");
    }

    @Test
    void evalJudgesNothingThatComesAboutOnceASubjectIsArchived() throws IOException {
        var events = Files.writeString(folder.resolve("events.ndjson"), """
                {"id":"a1","author_id":1,"entity_id":6,"entity_type":"Project","entity_path":"group/app",\
                "target_id":6,"target_type":"Project","created_at":"2026-01-15T09:00:00Z",\
                "event_type":"project_archived","details":{}}
                {"id":"v1","author_id":1,"entity_id":6,"entity_type":"Project","entity_path":"group/app",\
                "created_at":"2026-01-15T10:30:00Z","event_type":"project_visibility_level_updated",\
                "details":{"change":"visibility","from":"Private","to":"Public"}}
                {"id":"v2","author_id":1,"entity_id":7,"entity_type":"Project","entity_path":"group/app",\
                "created_at":"2026-01-15T10:30:00Z","event_type":"project_visibility_level_updated",\
                "details":{"change":"visibility","from":"Private","to":"Public"}}
                """);

        run("eval", "--controls", SHIPPED, "--source", "gitlab", "--in", events.toString());

        assertThat(out.toString()).contains("\"eventId\":\"v2\"").doesNotContain("\"eventId\":\"v1\"");
    }

    private int run(String... arguments) {
        return new CommandLine(new ControlCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
