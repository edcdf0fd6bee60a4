package io.probity.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.codahale.metrics.MetricRegistry;
import io.probity.serve.BoundAddress;
import io.probity.serve.Endpoint;
import io.probity.wire.SourceTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows docs/doors.md, file by file and command by command, gets what it says. */
class DoorsDocTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|sh)\\n(.*?)^```$");
    private static final List<SourceTopic> TOPICS = List.of(
            topic("audit.events", "canonical"),
            topic("audit.raw.github", "github_webhook"),
            topic("audit.raw.gitlab", "gitlab"),
            topic("audit.raw.okta", "okta"),
            topic("audit.raw.slack", "slack"),
            topic("audit.raw.generic", "generic"));

    @TempDir
    private Path folder;

    private static SourceTopic topic(String name, String source) {
        return new SourceTopic(name, source, "default");
    }

    @Test
    void everyFileIsReadAndEveryCommandRuns() throws Exception {
        for (var tool : List.of("curl", "openssl", "gzip")) {
            assumeTrue(run("command -v " + tool).isEmpty(), () -> "skipped: no " + tool + " here to run the page with");
        }
        var page = Files.readString(Path.of("..", "docs", "doors.md"));
        var commands = new ArrayList<String>();
        var file = "";
        var blocks = BLOCK.matcher(page);
        while (blocks.find()) {
            if (blocks.group(1).equals("yaml")) {
                file = blocks.group(2);
            } else {
                commands.add(blocks.group(2));
            }
        }
        assertThat(commands).hasSizeGreaterThan(4);
        assertThat(run(commands.removeFirst())).isEmpty(); // makes the secrets
        follow(file, commands);
    }

    private void follow(String text, List<String> commands) throws IOException, InterruptedException {
        var file = DoorFile.parse(folder.resolve("doors.yaml"), text, TOPICS, true, Clock.systemUTC());
        assertThat(file.problems()).isEmpty();
        var kafka = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        var limits = new Limits(1 << 20, 8 << 20, 1 << 20, 5000, 64 << 20, 64 << 20, Duration.ofHours(1), 1 << 20);
        var ways = new Door.Ways(() -> kafka, () -> kafka, 4);
        try (var door = Door.open(file.plan(), limits, ways, folder.resolve("spool"), Clock.systemUTC());
                var endpoint =
                        Endpoint.start(BoundAddress.of("127.0.0.1", 0), new MetricRegistry(), door.resources())) {
            var here = "http://127.0.0.1:" + endpoint.uri().getPort();
            for (var command : commands) {
                assertThat(run(command.replace("http://localhost:8090", here)))
                        .as(command)
                        .isEmpty();
            }
        }
        assertThat(kafka.history().stream().map(it -> it.topic()))
                .containsExactly(
                        "audit.events",
                        "audit.events",
                        "audit.events",
                        "audit.raw.generic",
                        "audit.raw.github",
                        "audit.raw.gitlab");
    }

    /** What it says when it fails; nothing when it does not. */
    private String run(String command) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-ec", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() == 0 ? "" : "exit " + shell.exitValue() + ": " + said;
    }
}
