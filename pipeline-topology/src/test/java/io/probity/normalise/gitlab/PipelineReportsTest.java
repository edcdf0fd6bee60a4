package io.probity.normalise.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.EventDraft;
import io.probity.model.Outcome;
import io.probity.model.Scope;
import io.probity.normalise.Normalised;
import io.probity.normalise.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReportsTest {
    private static final String HOOK = """
            {"object_kind": "pipeline",
             "object_attributes": {"id": 31, "ref": "main", "tag": false, "source": "push", "status": "success",
                                   "finished_at": "2026-08-12 15:26:29 UTC"},
             "project": {"id": 77, "path_with_namespace": "engines/analytical", "default_branch": "main"},
             "user": {"id": 42, "name": "Ada Byron", "username": "ada"},
             "builds": [{"name": "semgrep-sast", "status": "success"}, {"name": "secret_detection", "status": "failed"},
                        {"name": "unit", "status": "success"}, {"name": "kics-iac-sast-0", "status": "success"}]}
            """;

    @Test
    void tellsWhatASuccessfulPipelineOfTheDefaultBranchScanned() {
        var drafts = drafts(HOOK);

        assertThat(drafts).extracting(draft -> draft.eventType).containsExactly("pipeline", "gitlab_pipeline_reports");
        var reports = drafts.get(1);
        assertThat(reports.data()).isEqualTo("{\"pipeline\":\"31\",\"reports\":[\"iac\",\"sast\"]}");
        assertThat(reports.id).isEqualTo("77/pipelines/31/reports");
        assertThat(reports.scope).isEqualTo(new Scope("project", "77", "engines/analytical"));
        assertThat(reports.actor).isEqualTo(drafts.getFirst().actor);
        assertThat(reports.effective).isEqualTo(Instant.parse("2026-08-12T15:26:29Z"));
        assertThat(reports.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(reports.warnings).isEmpty();
    }

    @Test
    void tellsThatNothingWasScannedToo() {
        assertThat(drafts(HOOK.replace("semgrep-sast", "unit").replace("kics-iac-sast-0", "lint"))
                        .get(1)
                        .data())
                .isEqualTo("{\"pipeline\":\"31\",\"reports\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"status\": \"success\",|\"status\": \"failed\",",
                "\"ref\": \"main\"|\"ref\": \"feature\"",
                "\"tag\": false|\"tag\": true",
                "\"source\": \"push\"|\"source\": \"merge_request_event\"",
                "\"source\": \"push\"|\"source\": \"parent_pipeline\"",
                "\"default_branch\": \"main\"|\"default_branch\": null",
                "\"object_kind\": \"pipeline\"|\"object_kind\": \"build\"",
            })
    void tellsNothingOfAnyOtherPipeline(String word, String other) {
        assertThat(drafts(HOOK.replace(word, other))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "sast, sast",
        "gitlab-advanced-sast, sast",
        "semgrep-sast:policy-123456-0, sast",
        "iac-sast, iac",
        "secret-detection-0, secret_detection",
        "gemnasium-python-dependency_scanning, dependency_scanning",
        "'container_scanning: [web]', container_scanning",
        "container_scanning 1/3, container_scanning",
        "license_scanning, license_scanning",
        "dast, dast",
        "apifuzzer_fuzz, api_fuzzing",
        "coverage_fuzzing, coverage_fuzzing",
        "Code_Quality, codequality",
    })
    void knowsTheJobsOfGitLabsTemplates(String job, String report) {
        assertThat(drafts(HOOK.replace("semgrep-sast", job)).get(1).data()).contains("\"" + report + "\"");
    }

    /** What is kept of it, should it be refused after all, gives it again when it is sent again. */
    @Test
    void keepsTheHookThatItCameIn() {
        var results = Reading.results("gitlab", HOOK, Map.of());

        assertThat(results.get(1).bytes()).isEqualTo(results.getFirst().bytes());
    }

    private static List<EventDraft> drafts(String hook) {
        return Reading.results("gitlab", hook, Map.of()).stream()
                .map(result -> ((Normalised.Event) result).draft())
                .toList();
    }
}
