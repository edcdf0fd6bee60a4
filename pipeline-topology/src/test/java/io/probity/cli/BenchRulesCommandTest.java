package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchRulesCommandTest {
    @Test
    void helpHasAnExample() {
        var run = CommandRun.of("bench", "rules", "--help");

        assertThat(run.code()).isZero();
        assertThat(run.said()).contains("Example: probity bench rules --forks 3");
    }

    @Test
    void aWrongCallIsNamed() {
        assertThat(CommandRun.of("bench", "rules", "--forks", "0")).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.said()).contains("--forks must be at least 1, was 0");
        });
        assertThat(CommandRun.of("bench", "rules", "--engines", "drools,rete")).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.said()).contains("no engine is named rete");
        });
    }

    @Test
    void withoutTheOtherEnginesItSaysWhereTheyAre() {
        assertThat(CommandRun.of("bench", "rules")).satisfies(run -> {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.said()).contains("built from the project's sources");
        });
    }

    @Test
    void theFrontDoorSaysSoToo(@TempDir Path container) throws IOException, InterruptedException {
        Files.copy(Path.of("..", "probity"), container.resolve("probity"));
        var process = new ProcessBuilder("sh", "probity", "bench", "rules")
                .directory(container.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).contains("bench rules: needs the project's sources");
    }
}
