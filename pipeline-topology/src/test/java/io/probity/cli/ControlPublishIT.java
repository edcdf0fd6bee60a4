package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import io.probity.rig.RegistryServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing as a user does it, before any pipeline has run. */
class ControlPublishIT {
    @TempDir
    Path folder;

    @Test
    void writesWhatIsNewOrChangedAndNothingElse() throws IOException {
        var engines = EnginesHere.orSkip();
        try (var broker = KafkaBroker.start(engines, folder.resolve("broker"));
                var registry = RegistryServer.inMemory(engines, folder.resolve("registry"))) {
            var settings = List.of(
                    "--set", "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                    "--set", "schema.registry.url=" + registry.url());
            var one = file("one.yaml", "one", "1", 1);
            var two = file("two.yaml", "two", "1", 1);

            assertThat(run(settings, "backtest", "--control", one)).isEqualTo(2);
            assertThat(said)
                    .contains("there is no topic audit.sealed at " + broker.bootstrapServers()
                            + ": no pipeline has run there yet");

            assertThat(run(settings, "diff", one)).isEqualTo(0);
            assertThat(said).contains("+ control one version 1");
            assertThat(run(settings, "publish", "--name", "first", one, two)).isEqualTo(0);
            assertThat(said).contains("published 2 definitions as first").containsOnlyOnce("warning: no --as");

            assertThat(run(settings, "publish", one, two)).isEqualTo(0);
            assertThat(said).contains("2 as they are").contains("nothing to publish");

            file("one.yaml", "one", "1", 2);
            assertThat(run(settings, "publish", one)).isEqualTo(1);
            assertThat(said).contains("! control one version 1 changed and its version did not: raise it");

            file("one.yaml", "one", "2", 2);
            assertThat(run(settings, "publish", one)).isEqualTo(0);
            assertThat(said)
                    .contains("~ control one version 2 (was 1)")
                    .contains("control two version 1 is not in these files and stays")
                    .contains("published 1 definitions as ");

            assertThat(run(settings, "diff", one, two)).isEqualTo(0);
            assertThat(said).contains("0 new, 0 changed, 0 changed without a new version, 2 as they are");

            var tree = written("tree.yaml", "scopes: [{id: bank, members: [acme]}]\n");
            var waiver =
                    "waivers: [{control: one, scope: {unit: bank}, reason: r, approver: a, expires: 2099-01-01}]\n";
            var waived = written(
                    "waived.yaml",
                    Files.readString(folder.resolve("one.yaml")) + waiver + Files.readString(Path.of(tree)));
            assertThat(run(settings, "publish", waived)).isEqualTo(0);
            var gone = written(
                    "tree.yaml", "scopes: [{id: bank, version: 2, effectiveFrom: 2026-01-01, retired: true}]\n");
            for (var command : List.of("diff", "publish")) {
                assertThat(run(settings, command, gone)).isEqualTo(1);
                assertThat(said)
                        .contains(
                                "waiver one@unit/bank names the unit `bank`, which is retired from 2026-01-01T00:00:00Z on");
            }

            var own = written(
                    "own.yaml",
                    "waivers: [{id: w1, control: one, scope: '*', reason: r, approver: a, expires: 2099-01-01}]\n");
            for (var command : List.of("diff", "publish")) {
                assertThat(run(settings, command, "--as", "A", waived, own)).isEqualTo(1);
                assertThat(said)
                        .contains(
                                "come into force: waiver w1 version 1 is approved by `a`, who publishes it: let somebody");
            }
            assertThat(run(settings, "publish", "--as", " ", waived, own)).isEqualTo(2);
            assertThat(said).contains("--as may not be empty");
            assertThat(run(settings, "publish", "--as", "b", waived, own)).isEqualTo(0);
            assertThat(said).contains("published 1 definitions as ").doesNotContain("no --as");
            assertThat(run(settings, "publish", "--as", "a", waived, own))
                    .as("what is in the log already is not published by whoever looks")
                    .isEqualTo(0);
        }
    }

    private String said = "";

    private int run(List<String> settings, String command, String... arguments) {
        var line = new ArrayList<>(List.of("control", command));
        line.addAll(settings);
        line.addAll(List.of(arguments));
        var text = new StringWriter();
        int code = Probity.commandLine()
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text))
                .execute(line.toArray(String[]::new));
        said = text.toString();
        return code;
    }

    private String written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String file(String name, String id, String version, int approvals) throws IOException {
        var file = folder.resolve(name);
        var control = """
                controls:
                - id: %s
                  version: %s
                  title: A merge has an approval
                  judges: occurrence
                  triggers: [{event: merge_request_merged}]
                  expect: data.approval_count >= %d
                """.formatted(id, version, approvals);
        Files.writeString(file, control);
        return file.toString();
    }
}
