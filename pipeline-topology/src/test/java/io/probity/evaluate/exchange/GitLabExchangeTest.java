package io.probity.evaluate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.document.Problem;
import io.probity.evaluate.InlineTests;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.CatalogYaml;
import io.probity.evaluate.catalog.FrameworkDefinition.External;
import io.probity.evaluate.catalog.Mode;
import io.probity.evaluate.cel.Expressions;
import io.probity.types.EventTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GitLabExchangeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final EventTypes TYPES = EventTypes.shipped();
    private static final GitLabControls GITLAB = GitLabControls.shipped();

    /** In the form of GitLab's export; words and numbers are ours. */
    private static final String FRAMEWORK = """
            {"name": "Changes: ours", "description": "How changes come about", "color": "#1f75cb", "requirements": [
            \t{"name": "1 - Review", "description": "Changes are reviewed.", "controls": [
              {"name": "minimum_approvals_required_2", "control_type": "internal",
               "expression": {"field": "minimum_approvals_required", "operator": ">=", "value": 2}},
              {"name": "default_branch_users_can_push", "control_type": "internal",
               "expression": {"field": "default_branch_users_can_push", "operator": "=", "value": true}},
              {"name": "project_archived", "control_type": "internal",
               "expression": {"field": "project_archived", "operator": "=", "value": false}},
              {"name": "of_the_future", "control_type": "internal",
               "expression": {"field": "of_the_future", "operator": "=", "value": true}}]},
             {"name": "2 - Sight", "description": "Few see it.", "controls": [
              {"name": "seen_by_few", "control_type": "internal",
               "expression": {"field": "visibility", "operator": "!=", "value": "public"}},
              {"name": "external_control", "control_type": "external", "external_control_name": "Ask us",
               "external_url": "https://example.com/asked", "ping_enabled": true}]}]}
            """;

    @Test
    void comesBackAsItWentIn() throws IOException {
        var file = reread(imported(FRAMEWORK).catalog());

        assertThat(exported(file, "#1f75cb")).isEqualTo(JSON.readTree(FRAMEWORK));
    }

    @Test
    void listsWhatIsJudgedHereByGitLabsNameAndKeepsTheRestAsExternal() {
        var framework = imported(FRAMEWORK).catalog().frameworks().getFirst();

        assertThat(framework.id()).isEqualTo("changes-ours");
        assertThat(framework.requirements())
                .extracting(requirement -> requirement.id())
                .containsExactly("1-review", "2-sight");
        assertThat(framework.requirements().getFirst().controls())
                .containsExactly("minimum_approvals_required_2", "default_branch_users_can_push", "project_archived");
        assertThat(framework.requirements())
                .flatExtracting(requirement -> requirement.external())
                .extracting(External::toString)
                .containsExactly("gitlab:of_the_future", "gitlab:external_control");
    }

    @Test
    void namesWhatIsNotJudgedAndWhatACatalogHasNoPlaceFor() {
        assertThat(imported(FRAMEWORK).remarks())
                .satisfiesExactly(
                        push -> assertThat(push)
                                .contains("in shadow only, by `default-branch-takes-pushes`", "opens no violation"),
                        future -> assertThat(future).contains("`of_the_future`", "no event type tells"),
                        few -> assertThat(few).contains("in shadow only, by `gitlab-seen-by-few`", "facts.visibility"),
                        asked -> assertThat(asked).contains("`external_control`", "a service of yours"),
                        color -> assertThat(color).contains("no place for it: color (1×)"));
    }

    /** GitLab has it, and Probity's registry knows its fact: it is judged, by a control that passes its own tests, and in shadow, since a
     * fact and a field of one name may be two things.
     */
    @Test
    void makesAControlWhereAnEventTypeTellsTheField() {
        var controls = imported(FRAMEWORK).catalog().controls();

        assertThat(controls).singleElement().satisfies(control -> {
            assertThat(control.id()).isEqualTo("gitlab-seen-by-few");
            assertThat(control.aliases()).containsExactly("seen_by_few");
            assertThat(control.expect()).isEqualTo("facts.visibility != \"public\"");
            assertThat(control.triggers()).isNotEmpty();
            assertThat(control.mode()).isEqualTo(Mode.SHADOW);
            assertThat(new InlineTests(new Expressions()).run(control))
                    .hasSize(3)
                    .allSatisfy(outcome -> assertThat(outcome.actual()).isEqualTo(outcome.expected()));
        });
    }

    /** A project that is to be archived is the opposite of what our control of the name judges. */
    @Test
    void doesNotListAControlThatIsAskedForTheOppositeOfWhatOursJudges() throws IOException {
        var opposite = FRAMEWORK.replace("\"value\": false", "\"value\": true");
        var imported = imported(opposite);

        assertThat(imported.catalog()
                        .frameworks()
                        .getFirst()
                        .requirements()
                        .getFirst()
                        .controls())
                .containsExactly("minimum_approvals_required_2", "default_branch_users_can_push");
        assertThat(imported.remarks())
                .anySatisfy(remark ->
                        assertThat(remark).contains("`project_archived`", "`project-is-not-archived` stands for"));
        assertThat(exported(reread(imported.catalog()), "#1f75cb")).isEqualTo(JSON.readTree(opposite));
    }

    @Test
    void readsAnExpressionThatIsATextOfJson() {
        var text = FRAMEWORK.replace(
                "{\"field\": \"project_archived\", \"operator\": \"=\", \"value\": false}",
                "\"{\\\"field\\\":\\\"project_archived\\\",\\\"operator\\\":\\\"=\\\",\\\"value\\\":false}\"");

        assertThat(imported(text)
                        .catalog()
                        .frameworks()
                        .getFirst()
                        .requirements()
                        .getFirst()
                        .controls())
                .containsExactly("minimum_approvals_required_2", "default_branch_users_can_push", "project_archived");
    }

    @Test
    void neverWritesASecretDown() {
        var imported = imported(FRAMEWORK.replace("\"ping_enabled\": true", "\"secret_token\": \"hush\""));

        assertThat(CatalogYaml.text(imported.catalog())).doesNotContain("hush");
        assertThat(imported.remarks()).anySatisfy(remark -> assertThat(remark).contains("it is a secret"));
    }

    @Test
    void saysWhereAFileIsNotWhatItShouldBe() {
        assertThat(imported("{\"requirements\": [\n  {\"controls\": 3}]}").problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "f.json:1:1: error: `name` is needed",
                        "f.json:2:3: error: `name` is needed",
                        "f.json:2:4: error: `controls` must be a list");
        assertThat(imported("not json").problems()).isNotEmpty();
    }

    @Test
    void exportsOursUnderEveryNameThatGitLabHasForIt() throws IOException {
        var ours = together(CatalogFile.parse("ours.yaml", """
                frameworks:
                  - id: ours
                    requirements:
                      - {id: a, controls: [project-asks-again-after-a-push, project-prevents-author-approval]}
                      - {id: b, controls: [aws-no-root-access-key], external: ["prowler:iam_root"], mappings: ["SOC 2:CC6.1"]}
                """));
        var exported = new GitLabExport(GITLAB, ours).write(ours.frameworks().getLast(), "#123456");

        assertThat(exported.document()
                        .path("requirements")
                        .path(0)
                        .path("controls")
                        .findValuesAsText("name"))
                .containsExactly(
                        "reset_approvals_on_push",
                        "merge_request_commit_reset_approvals",
                        "merge_request_prevent_author_approval");
        assertThat(exported.document().path("requirements").path(1).path("controls"))
                .isEmpty();
        assertThat(exported.remarks())
                .containsExactly(
                        "not in the export: of requirement `b` `aws-no-root-access-key`, which is none of GitLab's"
                                + " controls",
                        "not in the export: of requirement `b` `prowler:iam_root`, which is another tool's",
                        "not in the export: of requirement `b` its mappings, for GitLab has none");
    }

    @Test
    void namesWhatIsSaidOfAFrameworkBesideItsRequirements() throws IOException {
        var ours = together(CatalogFile.parse("ours.yaml", """
                scopes: [{id: bank}, {id: payments, parent: bank, members: [acme/payments]}, {id: other}]
                frameworks:
                  - {id: ours, requirements: [{id: a, controls: [project-asks-again-after-a-push]}]}
                  - {id: theirs, requirements: [{id: a, controls: [aws-no-root-access-key]}]}
                assignments:
                  - {id: a-1, framework: ours, scope: {unit: payments}, from: 2026-01-01}
                  - {id: a-2, framework: theirs, scope: {unit: other}, from: 2026-01-01}
                waivers:
                  - {id: w-1, control: reset_approvals_on_push, subject: project/6, reason: r, approver: eve, from: 2026-01-01, expires: 2027-01-01}
                  - {id: w-2, control: aws-no-root-access-key, subject: account/6, reason: r, approver: eve, from: 2026-01-01, expires: 2027-01-01}
                passes:
                  - {id: p-1, scope: "*", reason: r, approver: eve, from: 2026-03-02T12:00:00Z, expires: 2026-03-02T16:00:00Z}
                """));
        var framework = ours.frameworks().stream()
                .filter(it -> it.id().equals("ours"))
                .findFirst()
                .orElseThrow();

        assertThat(new GitLabExport(GITLAB, ours).write(framework, "#123456").remarks())
                .containsExactly(
                        "not in the export: the unit `bank` of the scope tree, for GitLab's form is of requirements alone",
                        "not in the export: the unit `payments` of the scope tree, for GitLab's form is of requirements alone",
                        "not in the export: the assignment `a-1` to unit/payments, for GitLab's form is of requirements alone",
                        "not in the export: the waiver `w-1` of `reset_approvals_on_push`, for GitLab's form is of requirements"
                                + " alone",
                        "not in the export: the pass-through `p-1`, for GitLab's form is of requirements alone");
    }

    /** Of the 61, by GitLab's own list where it is there: each is judged by one of ours, and comes back with GitLab's expression. */
    @Test
    void bringsEachOfGitLabsControlsBack() throws IOException {
        var list = Path.of(System.getProperty(
                        "probity.shared", System.getenv().getOrDefault("PROBITY_SHARED", "../../shared")))
                .resolve("data/gitlab/controls.json");
        assumeTrue(Files.exists(list), () -> "skipped: no " + list);
        var all = JSON.readTree(Files.readString(list));
        var framework = (ObjectNode) JSON.readTree("{\"name\":\"All\",\"description\":\"All\",\"color\":\"#000000\"}");
        var requirements = framework.putArray("requirements");
        for (var control : all) {
            var requirement =
                    requirements.addObject().put("name", control.path("id").asText());
            requirement.put("description", "d");
            requirement
                    .putArray("controls")
                    .addObject()
                    .put("name", control.path("id").asText())
                    .put("control_type", "internal")
                    .set("expression", control.path("expression"));
        }
        var imported = imported(framework.toString());

        assertThat(all).hasSize(61);
        assertThat(exported(reread(imported.catalog()), "#000000")).isEqualTo(framework);
        assertThat(imported.catalog().frameworks().getFirst().requirements())
                .allSatisfy(it -> assertThat(it.controls()).hasSize(1))
                .allSatisfy(it -> assertThat(it.external()).isEmpty());
        assertThat(imported.catalog().controls()).as("made by the import").isEmpty();
        assertThat(all)
                .allSatisfy(control -> assertThat(
                                GITLAB.expression(control.path("id").asText()))
                        .isEqualTo(control.path("expression")));
    }

    private static Imported imported(String text) {
        return new GitLabImport(GITLAB, new KnownControls(shipped()), TYPES).read("f.json", text);
    }

    private static JsonNode exported(CatalogFile file, String color) {
        return new GitLabExport(GITLAB, together(file))
                .write(file.catalog().frameworks().getFirst(), color)
                .document();
    }

    /** What was imported, written as YAML and read again. */
    private static CatalogFile reread(Catalog catalog) {
        var file = CatalogFile.parse("f.yaml", CatalogYaml.text(catalog));
        assertThat(file.problems()).isEmpty();
        assertThat(file.catalog()).isEqualTo(catalog);
        return file;
    }

    private static Catalog together(CatalogFile file) {
        return CatalogFile.together(
                Stream.concat(shippedFiles().stream(), Stream.of(file)).toList());
    }

    private static Catalog shipped() {
        return CatalogFile.together(shippedFiles());
    }

    private static List<CatalogFile> shippedFiles() {
        try {
            return CatalogFile.read(List.of(Path.of("..", "controls")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
