package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a door before it opens. */
class DoorCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void itNeedsABroker() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("probity door: setting 'kafka.bootstrap.servers' is missing");
    }

    @Test
    void itLetsNobodyInFromOutsideWithoutAFileThatSaysWho() {
        assertThat(run("kafka.bootstrap.servers=127.0.0.1:9", "http.host=0.0.0.0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("setting 'door.sources' is missing").contains("not on loopback");
    }

    @Test
    void aWrongFileIsNamedWithItsLine() throws IOException {
        var file =
                Files.writeString(folder.resolve("doors.yaml"), "in:\n  - {path: x, source: gitlub, scheme: none}\n");

        assertThat(run("kafka.bootstrap.servers=127.0.0.1:9", "door.sources=" + file))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(file + ":2:")
                .contains("did you mean `gitlab`")
                .doesNotContain("\tat ");
    }

    @Test
    void aSettingOutOfBoundsIsSaid() {
        assertThat(run("kafka.bootstrap.servers=127.0.0.1:9", "door.kafka.patience=PT1H"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'door.kafka.patience' must be from PT0.1S to PT5M");
    }

    private int run(String... settings) {
        var words = new ArrayList<>(List.of("door", "--set", "state.dir=" + folder));
        for (var setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        return Probity.commandLine().setErr(new PrintWriter(err, true)).execute(words.toArray(String[]::new));
    }
}
