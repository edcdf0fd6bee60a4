package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ControlExchangeCommandTest {
    private static final String SHIPPED = Path.of("..", "controls").toString();
    private static final String GITLAB = """
            {"name": "Ours", "description": "All of it", "color": "#1f75cb", "requirements": [
              {"name": "Review", "description": "Changes are reviewed.", "controls": [
                {"name": "reset_approvals_on_push", "control_type": "internal",
                 "expression": {"field": "reset_approvals_on_push", "operator": "=", "value": true}},
                {"name": "of_the_future", "control_type": "internal",
                 "expression": {"field": "of_the_future", "operator": "=", "value": true}}]}]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void importPrintsACatalogFileAndSaysWhatIsNotJudged() throws IOException {
        assertThat(run("import", "--format", "gitlab", "--controls", SHIPPED, "--in", file("g.json", GITLAB)))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).isEqualTo("""
                frameworks:
                  - id: ours
                    version: "1"
                    name: Ours
                    description: All of it
                    requirements:
                      - id: review
                        title: Review
                        description: Changes are reviewed.
                        controls:
                          - reset_approvals_on_push
                        external:
                          - tool: gitlab
                            name: of_the_future
                            form:
                              control_type: internal
                              expression:
                                field: of_the_future
                                operator: "="
                                value: true
                """);
        assertThat(err.toString())
                .contains("kept as external: `of_the_future` of `Review`")
                .contains("no place for it: color (1×)");
    }

    @Test
    void whatWasImportedIsLintedWithTheControlsAndExportedAgain() throws IOException {
        var yaml = folder.resolve("ours.yaml").toString();
        run("import", "--format", "gitlab", "--controls", SHIPPED, "--in", file("g.json", GITLAB), "--out", yaml);

        assertThat(run("lint", SHIPPED, yaml)).as(err.toString()).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("export", "--format", "gitlab", "--framework", "ours", SHIPPED, yaml))
                .isZero();
        assertThat(out.toString().replaceAll("\\s", "")).isEqualTo(GITLAB.replaceAll("\\s", ""));
    }

    @Test
    void whatIsKeptAsExternalIsJudgedByWhatItsToolSaysAndGoesBackAsItCame() throws IOException {
        var yaml = folder.resolve("ours.yaml").toString();
        run(
                "import",
                "--external-controls",
                "--format",
                "gitlab",
                "--controls",
                SHIPPED,
                "--in",
                file("g.json", GITLAB),
                "--out",
                yaml);

        assertThat(err.toString())
                .contains("1 of those kept as external are judged by what the tool says of them,"
                        + " once that is told as evidence_reported: gitlab:of_the_future");
        assertThat(Files.readString(Path.of(yaml)))
                .contains("verdict: \"facts.evidence[\\\"gitlab:of_the_future\\\"].status\"", "- gitlab:of_the_future");
        assertThat(run("lint", SHIPPED, yaml)).as(err.toString()).isZero();
        assertThat(run("test", yaml)).as(out.toString()).isZero();
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        assertThat(run("export", "--format", "gitlab", "--framework", "ours", SHIPPED, yaml))
                .isZero();
        assertThat(out.toString().replaceAll("\\s", "")).isEqualTo(GITLAB.replaceAll("\\s", ""));
        assertThat(err.toString()).doesNotContain("of_the_future");
    }

    @Test
    void exportWritesOscalToAFileAndNothingToStdout() throws IOException {
        var file = folder.resolve("catalog.json");

        assertThat(run(
                        "export",
                        "--format",
                        "oscal-catalog",
                        "--framework",
                        "probity-baseline",
                        "--out",
                        file.toString(),
                        SHIPPED))
                .as(err.toString())
                .isZero();
        assertThat(Files.readString(file)).startsWith("{\n  \"catalog\" : {\n    \"uuid\"");
        assertThat(out.toString()).isEmpty();
        assertThat(run("export", "--format", "oscal-profile", "--framework", "probity-baseline", SHIPPED))
                .isZero();
        assertThat(out.toString()).contains("probity-baseline-catalog.json");
    }

    @Test
    void importMapsProwlersChecksAsTheCallersFileSays() throws IOException {
        var prowler = file("p.json", """
                {"Framework": "F", "Provider": "AWS", "Requirements": [{"Id": "1", "Checks": ["a", "b"]}]}
                """);
        var map = file("m.yaml", "checks: {a: no-open-drift}\n");

        assertThat(run("import", "--format", "prowler", "--map", map, "--controls", SHIPPED, "--in", prowler))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("- no-open-drift").contains("- prowler:b");
        assertThat(err.toString()).contains("1 checks are not judged here, kept as external: b");
    }

    @Test
    void aFileThatCannotBeReadIsOneAndSaysWhere() throws IOException {
        assertThat(run("import", "--format", "gitlab", "--controls", SHIPPED, "--in", file("g.json", "{")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("g.json:1:");
        assertThat(run("import", "--format", "prowler", "--controls", SHIPPED, "--in", file("p.json", "{}")))
                .isEqualTo(1);
        assertThat(run("export", "--format", "gitlab", file("bad.yaml", "frameworks: [{}]")))
                .isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aWrongCallIsTwo() throws IOException {
        var two = file("two.yaml", "frameworks: [{id: a}, {id: b}]\n");

        assertThat(run("export", "--format", "gitlab", two)).isEqualTo(2);
        assertThat(err.toString()).contains("name one framework with --framework: the files have [a, b]");
        assertThat(run("export", "--format", "gitlab", "--framework", "c", two)).isEqualTo(2);
        assertThat(run("export", "--format", "odt", two)).isEqualTo(2);
        assertThat(err.toString()).contains("oscal-catalog");
        assertThat(run("import", "--format", "gitlab", "--controls", SHIPPED, "--in", "nowhere.json"))
                .isEqualTo(2);
        assertThat(run("import", "--format", "gitlab", "--controls", SHIPPED, "--map", two, "--in", two))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... arguments) {
        return new CommandLine(new ControlCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
