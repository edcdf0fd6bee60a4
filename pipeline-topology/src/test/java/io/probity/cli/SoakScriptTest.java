package io.probity.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The front door's own word {@code soak}, with a Maven before it that only writes down how it was called. */
class SoakScriptTest {
    /** Says what a runner would say; fails where it is asked for what stands in the file fail. */
    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>calls
            case "$*" in
                *RegistryOutageIT*) [ ! -e fail ] || { echo "[ERROR] it did not hold"; exit 1; } ;;
            esac
            [ -e lazy ] || echo "[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"
            echo 'KillIT: a "word" of its own'
            echo "[main] INFO something else"
            """;

    @TempDir
    Path project;

    @BeforeEach
    void lay() throws IOException {
        Files.copy(Path.of("..", "probity"), project.resolve("probity"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        var maven = Files.writeString(project.resolve("mvnw"), MAVEN);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void helpHasAnExampleAndStartsNothing() throws Exception {
        var run = probity("soak", "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Example: ./probity soak --seed 42");
        assertThat(calls()).isEmpty();
    }

    @Test
    void aWrongCallIsNamedAndStartsNothing() throws Exception {
        for (var words : List.of(
                List.of("--kils", "3"),
                List.of("--kills"),
                List.of("--kills", "many"),
                List.of("--kills=0"),
                List.of("--json"),
                List.of("sleep"))) {
            var run = probity("soak", words.toArray(String[]::new));

            assertThat(run.exit()).as("%s", words).isEqualTo(2);
            assertThat(run.err()).as("%s", words).contains(words.getFirst().replaceFirst("=.*", ""));
            assertThat(run.out()).as("%s", words).isEmpty();
        }
        assertThat(calls()).isEmpty();
    }

    @Test
    void figuresGoToTheRunnersAndTheReportHasWhatTheySay() throws Exception {
        var run = probity("soak", "--seed", "42", "--kills=7", "--outage", "9", "--json", "-", "kill", "outage");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(calls()).hasSize(2).allMatch(it -> it.contains("-Dprobity.chaos.seed=42 "));
        assertThat(calls().getFirst()).contains("-Dit.test=KillIT ").contains("-Dprobity.chaos.kills=7 ");
        assertThat(calls().getLast())
                .contains("-Dit.test=RegistryOutageIT ")
                .contains("-Dprobity.chaos.outage.seconds=9 ");
        assertThat(run.err()).contains("KillIT: a \"word\" of its own").doesNotContain("something else");
        var report = run.json();
        assertThat(report.get("seed").asInt()).isEqualTo(42);
        assertThat(report.get("passed").asBoolean()).isTrue();
        assertThat(report.get("parts")).hasSize(2);
        var kill = report.get("parts").get(0);
        assertThat(kill.get("part").asText()).isEqualTo("kill");
        assertThat(kill.get("passed").asBoolean()).isTrue();
        assertThat(kill.get("seconds").isNumber()).isTrue();
        assertThat(kill.get("said").get(0).asText()).isEqualTo("KillIT: a \"word\" of its own");
    }

    @Test
    void aPartThatDoesNotHoldIsNamedWithItsSeedAndTheOthersGoOn() throws Exception {
        Files.createFile(project.resolve("fail"));
        var run = probity("soak", "--json", "-");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(calls()).hasSize(11);
        assertThat(run.err())
                .contains("[ERROR] it did not hold")
                .contains("./probity soak --seed " + run.json().get("seed").asText() + " outage");
        assertThat(run.json().get("passed").asBoolean()).isFalse();
        for (var part : run.json().get("parts")) {
            assertThat(part.get("passed").asBoolean())
                    .isNotEqualTo(part.get("part").asText().equals("outage"));
        }
    }

    @Test
    void whatRanNoTestDidNotHold() throws Exception {
        Files.createFile(project.resolve("lazy"));
        var run = probity("soak", "fuzz");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("SKIPPED");
    }

    private List<String> calls() throws IOException {
        var calls = project.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private record Run(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private Run probity(String word, String... more) throws Exception {
        var line = new ArrayList<>(List.of(project.resolve("probity").toString(), word));
        line.addAll(List.of(more));
        var out = project.resolve("out");
        var err = project.resolve("err");
        var process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Run(process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
