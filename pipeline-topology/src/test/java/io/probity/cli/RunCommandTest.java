package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What run and topology say, and how they end. */
class RunCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void anUnknownSettingNamesItsNearestNeighbour() {
        assertThat(run("run", "--set", "thread=3")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown setting 'thread'").contains("did you mean 'threads'?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aSettingThatNoKafkaClientKnowsIsSaidAndPassedOn() {
        assertThat(run("topology", "--set", "kafka.sasl.mechansim=PLAIN")).isZero();
        assertThat(err.toString())
                .contains("probity topology: no Kafka client knows the setting 'kafka.sasl.mechansim'")
                .contains("did you mean `kafka.sasl.mechanism`?");
    }

    @Test
    void theTopologyReadsTheTopicsOfMappingsOfOnesOwn() throws IOException {
        var mapping = Files.writeString(
                folder.resolve("acme.yaml"), "{source: acme, version: 1, shapes: events, event: {type: /verb}}");

        assertThat(run("topology", "--mappings", mapping.toString())).isZero();
        assertThat(out.toString()).contains("audit.raw.acme").contains("audit.raw.gitlab");
    }

    /** Before a broker or a registry is asked for anything. */
    @Test
    void aBrokenMappingEndsTheStart() throws IOException {
        var key = folder.resolve("key");
        Files.write(key, new byte[32]);
        var mapping = Files.writeString(folder.resolve("acme.yaml"), "source: gitlab\nversion: 1\nshapes: a\n");

        assertThat(run(
                        "run",
                        "--mappings",
                        mapping.toString(),
                        "--set",
                        "keys.intake.mac=" + key,
                        "--set",
                        "keys.content=" + key,
                        "--set",
                        "protect.mode=off",
                        "--set",
                        "schema.registry.url=http://127.0.0.1:9",
                        "--set",
                        "kafka.bootstrap.servers=127.0.0.1:9"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("probity run: " + mapping + ":1:1: source `gitlab` ships with the program")
                .doesNotContain("\tat ");
    }

    @Test
    void aMissingKeyFileSaysHowToMakeOne() {
        assertThat(run("run", "--set", "keys.intake.mac=" + folder.resolve("none")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("head -c 32 /dev/urandom > " + folder.resolve("none"));
    }

    @Test
    void protectionWithoutKeysSaysHowToMakeThem() throws IOException {
        assertThat(runWithKeys("--set", "protect.mode=on")).isEqualTo(2);
        assertThat(err.toString()).contains("probity keys init").doesNotContain("\tat ");

        var keys = "protect.keys=" + folder.resolve("keys");
        assertThat(runWithKeys("--set", "protect.mode=on", "--set", keys)).isEqualTo(2);
        assertThat(err.toString()).contains("tenant 'default' has no keys");
        assertThat(run("keys", "init", "--set", keys)).isZero();
        assertThat(run("keys", "list", "--set", keys)).isZero();
        assertThat(out.toString()).contains("default: token epochs [1], wrapping epoch 1, 0 keys of data subjects");
        assertThat(run("keys", "token", "--set", keys, "ada")).isZero();
        assertThat(out.toString()).containsPattern("token:1:[0-9a-f]{32}");
        assertThat(run("keys", "rotate", "--set", keys)).isZero();
        assertThat(run("keys", "rotate", "--set", keys, "--forget", "1")).isZero();
        assertThat(run("keys", "erase", "--set", keys, "--source", "gitlab", "--id", "ada"))
                .isZero();
        assertThat(out.toString()).contains("token epoch 2 has begun").contains("0 keys destroyed");
        assertThat(run("keys", "erase", "--set", keys)).isEqualTo(2);
    }

    @Test
    void aRegistryThatIsNoUrlIsAWrongCall() throws IOException {
        assertThat(runWithKeys("--set", "schema.registry.url=nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("schema.registry.url must be http://");
    }

    /** Bounded, and one line instead of a trace. */
    @Test
    void aBrokerThatIsAwayIsSaid() throws IOException {
        assertThat(runWithKeys(
                        "--set", "schema.registry.url=http://127.0.0.1:9",
                        "--set", "kafka.bootstrap.servers=127.0.0.1:9"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no broker answers at 127.0.0.1:9").doesNotContain("\tat ");
    }

    @Test
    void topologyPrintsBothApplicationsWithoutABroker() {
        assertThat(run("topology")).isZero();
        assertThat(out.toString()).contains("Processor: adhere").contains("Processor: remember");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void topologyDrawsAGraph() {
        assertThat(run("topology", "--dot")).isZero();
        assertThat(out.toString())
                .startsWith("digraph probity {")
                .contains("\"audit.accepted\" -> \"pipeline/read-audit.accepted\";")
                .contains("\"pipeline/seal\" -> \"pipeline/write-audit.sealed\";")
                .contains("\"pipeline/adhere\" -> \"pipeline:subjects\" [dir=both, style=dashed];")
                .contains("\"audit.sealed\" -> \"index/read-audit.sealed\";")
                .endsWith("}\n");
    }

    private int runWithKeys(String... settings) throws IOException {
        var key = Files.write(folder.resolve("key"), new byte[32]);
        var keys = Stream.of(
                "run", "--set", "keys.intake.mac=" + key, "--set", "keys.content=" + key, "--set", "protect.mode=off");
        return run(Stream.concat(keys, Stream.of(settings)).toArray(String[]::new));
    }

    private int run(String... words) {
        return Probity.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
