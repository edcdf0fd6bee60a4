package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBuildTest {
    @TempDir
    private Path folder;

    @Test
    void theNameIsTheVersionAndTwelveDigits() {
        assertThat(EngineBuild.id()).matches("[^+]+\\+[0-9a-f]{12}").isEqualTo(EngineBuild.id());
    }

    /** {@code printf onetwo | sha256sum}. */
    @Test
    void jarsAreNamedByTheirBytesOneAfterTheOther() throws Exception {
        var one = Files.writeString(folder.resolve("one.jar"), "one");
        var two = Files.writeString(folder.resolve("two.jar"), "two");

        assertThat(EngineBuild.digest(List.of(one, two))).isEqualTo("25b6746d5172");
    }

    @Test
    void aClassThatChangesOrIsRenamedIsAnotherBuild() throws Exception {
        var classes = Files.createDirectories(folder.resolve("classes/io"));
        var file = Files.write(classes.resolve("A.class"), "a".getBytes(UTF_8));
        var first = build();
        assertThat(build()).isEqualTo(first);

        Files.writeString(file, "b");
        assertThat(build()).isNotEqualTo(first);
        Files.writeString(file, "a");
        assertThat(build()).isEqualTo(first);
        Files.move(file, classes.resolve("B.class"));
        assertThat(build()).isNotEqualTo(first);
    }

    private String build() {
        return EngineBuild.digest(List.of(folder.resolve("classes")));
    }
}
