package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import io.probity.rig.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filling the reference tables as a user does it, before any pipeline has run. */
class ContextPublishIT {
    @TempDir
    Path folder;

    private String said = "";

    @Test
    void writesWhatIsNewOrChangedAndTakesBackOnlyWhenTold() throws IOException {
        var engines = EnginesHere.orSkip();
        try (var broker = KafkaBroker.start(engines, folder.resolve("broker"));
                var registry = RegistryServer.inMemory(engines, folder.resolve("registry"))) {
            var settings = List.of(
                    "--set", "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                    "--set", "schema.registry.url=" + registry.url());
            var file = write("people.yaml", "users: [{id: a, roles: [dev]}, {id: b}]\nteams: [{id: t}]");

            assertThat(run(settings, "publish", "--dry-run", file)).isEqualTo(0);
            assertThat(said).contains("+ users a").contains("3 new").contains("nothing was written");
            assertThat(run(settings, "publish", file)).isEqualTo(0);
            assertThat(said).contains("wrote 3 rows and took 0 back, of tenant default");
            assertThat(run(settings, "publish", file)).isEqualTo(0);
            assertThat(said).contains("0 new, 0 changed, 3 as they are").contains("wrote 0 rows");

            var csv = write("users.csv", "id,roles\na,admin\n");
            assertThat(run(settings, "publish", csv)).isEqualTo(0);
            assertThat(said).contains("~ users a").contains("users b is not in these files and stays");
            assertThat(run(settings, "list", "users", "a")).isEqualTo(0);
            assertThat(said)
                    .startsWith("users\ta\t{\"earlier\":[{\"from\":\"1970-01-01T00:00:00Z\"")
                    .contains("\"roles\":[\"admin\"]");

            assertThat(run(settings, "publish", "--prune", "--json", "-", csv)).isEqualTo(0);
            assertThat(said).contains("- users b").contains("\"removed\":[{\"key\":\"b\",\"table\":\"users\"}]");
            assertThat(run(settings, "list")).isEqualTo(0);
            assertThat(said).contains("users\ta\t").doesNotContain("users\tb\t").contains("teams\tt\t");
            assertThat(run(settings, "list", "--tenant", "other")).isEqualTo(0);
            assertThat(said).isEmpty();

            assertThat(run(settings, "publish", write("wrong.yaml", "users: [{id: a, role: x}]")))
                    .isEqualTo(1);
            assertThat(said).contains("wrong.yaml:1:17: error: unknown key `role`; did you mean `roles`?");
        }
    }

    private int run(List<String> settings, String command, String... arguments) {
        var line = new ArrayList<>(List.of("context", command));
        line.addAll(settings);
        line.addAll(List.of(arguments));
        var run = CommandRun.of(line.toArray(String[]::new));
        said = run.said();
        return run.code();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
