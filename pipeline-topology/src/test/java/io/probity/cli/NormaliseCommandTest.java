package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.normalise.Reading;
import io.probity.normalise.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormaliseCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private record Run(int exit, List<String> out, List<String> err) {}

    @Test
    void printsCanonicalEventsWithTheKeysOfTheContract() throws IOException {
        var run = normalise("gitlab", String.join("\n", Reading.fixture("gitlab.ndjson")));

        assertThat(run.exit).isZero();
        assertThat(run.err).containsExactly("{\"read\":8,\"accepted\":8,\"refused\":0}");
        assertThat(run.out).hasSize(8);
        JsonNode event = Reading.json(run.out.getFirst());
        assertThat(event.fieldNames())
                .toIterable()
                .contains(
                        "id",
                        "eventType",
                        "timestamp",
                        "source",
                        "category",
                        "action",
                        "actor",
                        "scope",
                        "target",
                        "outcome",
                        "metadata",
                        "data",
                        "raw",
                        "contentKey",
                        "digest",
                        "warnings")
                .doesNotContain("effective");
        assertThat(event.path("timestamp").asText()).isEqualTo("2026-02-03T10:15:30.123000Z");
        assertThat(event.path("outcome").asText()).isEqualTo("success");
        assertThat(event.path("actor").path("kind").asText()).isEqualTo("user");
        assertThat(event.path("data").path("approval_count").asInt()).isEqualTo(1);
        assertThat(event.path("digest").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void printsTheSameEachTime() throws IOException {
        String lines = String.join("\n", Reading.fixture("cloudtrail.ndjson"));

        assertThat(normalise("cloudtrail", lines)).isEqualTo(normalise("cloudtrail", lines));
    }

    @Test
    void namesEachRefusedLineAndCountsTheItemsOfAFile() throws IOException {
        var run = normalise(
                "cloudtrail", "{\"Records\":[{\"eventName\":\"A\"},{}]}\n\n{\"a\":1,\"a\":2}\n{\"eventName\":\"B\"}\n");

        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out).hasSize(2);
        assertThat(run.err).hasSize(4).last().isEqualTo("{\"read\":5,\"accepted\":2,\"refused\":3}");
        assertThat(run.err.subList(0, 3))
                .extracting(line -> Reading.json(line).path("line").asInt() + " "
                        + Reading.json(line).path("reason").asText())
                .containsExactly("1 MISSING_FIELD", "2 EMPTY_RECORD", "3 MALFORMED_JSON");
    }

    @Test
    void refusesAScopeThatTheTypeCannotHave() throws IOException {
        var run = normalise(
                "gitlab",
                "{\"id\":1,\"author_id\":1,\"entity_type\":\"Group\",\"entity_id\":9,\"event_type\":\"merge_request_merged\"}");

        assertThat(run.err.getFirst()).contains("SCOPE_MISMATCH");
    }

    @Test
    void passesHeadersOn() throws IOException {
        var run = normalise(
                "gitlab",
                "{\"id\":1,\"author_id\":1,\"entity_type\":\"Project\",\"entity_id\":9}",
                "--header",
                "X-Gitlab-Audit-Event-Type=project_archived");

        assertThat(run.out).singleElement().asString().contains("\"eventType\":\"project_archived\"");
    }

    @Test
    void saysWhichSourcesThereAreToWhoeverNamesAnother() throws IOException {
        var run = normalise("gitlap", "{}");

        assertThat(run.exit).isEqualTo(2);
        assertThat(run.err.getFirst())
                .contains("no source is called `gitlap`, there are canonical, ")
                .endsWith("; did you mean `gitlab`?");
        assertThat(execute("normalise").exit).isEqualTo(2);
        assertThat(execute(
                                "normalise",
                                "--source",
                                "gitlab",
                                "--in",
                                folder.resolve("none").toString())
                        .exit)
                .isEqualTo(2);
    }

    @Test
    void listsTheSources() {
        assertThat(execute("sources").out)
                .extracting(line -> line.split(" ", -1)[0])
                .contains("canonical", "gitlab", "cloudtrail", "generic", "tailscale");
        assertThat(Reading.json(execute("sources", "--json", "-").out.getFirst()))
                .hasSameSizeAs(Sources.shipped().all());
    }

    private Run normalise(String source, String lines, String... more) throws IOException {
        Path in = Files.write(folder.resolve("in.ndjson"), lines.getBytes(StandardCharsets.UTF_8));
        var arguments = new java.util.ArrayList<>(List.of("normalise", "--source", source, "--in", in.toString()));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private static Run execute(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Probity.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Run(
                exit, out.toString().lines().toList(), err.toString().lines().toList());
    }
}
