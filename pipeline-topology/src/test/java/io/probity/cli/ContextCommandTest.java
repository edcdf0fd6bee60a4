package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be taken, before anybody asks a broker. */
class ContextCommandTest {
    @TempDir
    Path folder;

    @Test
    void readsCsvBesideDocumentsAndPassesOverTheRest() throws IOException {
        write("notes.txt", "no rows");
        write("users.csv", "id,role\na,admin\n");
        write("people.yaml", "users: [{id: a, role: x}]");
        var run = publish(folder);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.said().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("people.yaml:1:17: error: unknown key `role`"))
                .anySatisfy(line -> assertThat(line).contains("users.csv:1:4: error: unknown column `role`"));
    }

    @Test
    void saysWhichFilesItWouldHaveTaken() throws IOException {
        write("notes.txt", "no rows");
        var run = publish(folder);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.said()).startsWith("no .yaml, .yml, .json or .csv file in [" + folder + "]: nothing to look at");
    }

    @Test
    void namesTheFileThatIsNoUtf8() throws IOException {
        var file = folder.resolve("users.csv");
        Files.write(file, "id,name\na,J\u00fcrgen\n".getBytes(StandardCharsets.ISO_8859_1));
        var run = publish(folder);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.said()).startsWith(file + " is not UTF-8: save it as that");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        var run = publish(folder.resolve("users.csv"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.said()).startsWith("no such file or folder: " + folder.resolve("users.csv"));
    }

    private static CommandRun publish(Path path) {
        return CommandRun.of("context", "publish", path.toString());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
