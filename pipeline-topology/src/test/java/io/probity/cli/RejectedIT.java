package io.probity.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.app.Pipeline;
import io.probity.app.Settings;
import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import io.probity.rig.OneInstance;
import io.probity.rig.RegistryServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that were refused, on a broker and by a running pipeline: listed, repaired, sent again, and noted. */
class RejectedIT {
    @TempDir
    Path folder;

    private Map<String, String> flags = Map.of();
    private String said = "";

    @Test
    void areRepairedSentAgainOnceAndNotedAndWhatNeverCameIsTold() throws Exception {
        var engines = EnginesHere.orSkip();
        try (var broker = KafkaBroker.start(engines, folder.resolve("broker"));
                var registry = RegistryServer.inMemory(engines, folder.resolve("registry"))) {
            flags = OneInstance.settings(folder, broker.bootstrapServers(), registry.url());
            flags.put("sources", "audit.events=canonical");
            flags.put("balance.gap.grace", "PT1S");
            try (var pipeline = Pipeline.start(Settings.of(null, Map.of(), flags))) {
                send(broker.bootstrapServers(), "{\"id\": \"e1\", \"source\": \"api\"}", "{\"id\": \"e2\"");
                await(() -> run("list") == 0 && said.contains("2 refused"));
                assertThat(said).contains("MISSING_FIELD").contains("MALFORMED_JSON");
                assertThat(run("list", "--count", "--reason", "MALFORMED_JSON")).isEqualTo(0);
                assertThat(said).contains("1  MALFORMED_JSON");

                var patch = Files.writeString(folder.resolve("patch.json"), "{\"eventType\": \"performance_metric\"}");
                assertThat(run("replay", "--all", "--merge", patch.toString(), "--dry-run"))
                        .isEqualTo(1);
                assertThat(said)
                        .contains("+ /eventType \"performance_metric\"")
                        .contains("not sent: it is no JSON")
                        .contains("1 would be sent, 0 passed over, 1 not sent");

                assertThat(run("replay", "--reason", "MISSING_FIELD", "--merge", patch.toString()))
                        .as("nobody said who and why")
                        .isEqualTo(2);
                var order = new String[] {
                    "replay",
                    "--reason",
                    "MISSING_FIELD",
                    "--merge",
                    patch.toString(),
                    "--operator",
                    "ann",
                    "--why",
                    "the type was left out"
                };
                assertThat(run(order)).as(said).isEqualTo(0);
                assertThat(said).contains("1 sent, 0 passed over, 0 not sent");
                assertThat(run(order)).isEqualTo(0);
                assertThat(said).contains("0 sent, 1 passed over, 0 not sent");
                assertThat(run("list")).isEqualTo(0);
                assertThat(said).contains("1x");

                var whole = Files.writeString(
                        folder.resolve("whole.json"), "{\"id\": \"e2\", \"eventType\": \"performance_metric\"}");
                var origin = said.lines()
                        .filter(line -> line.contains("MALFORMED_JSON"))
                        .map(line -> line.replaceAll(".*(audit\\.events/\\d+/\\d+/\\d+).*", "$1"))
                        .findFirst()
                        .orElseThrow();
                assertThat(run(
                                "replay",
                                "--origin",
                                origin,
                                "--value",
                                whole.toString(),
                                "--operator",
                                "ann",
                                "--why",
                                "it was cut off"))
                        .as(said)
                        .isEqualTo(0);

                // what was sent again, and the notes of it, are events of the log; the counts still add up
                await(() -> balance(pipeline, "canonical", "accepted") == 2);
                await(() -> balance(pipeline, "probity", "accepted") == 2);
                await(() -> balance(pipeline, "canonical", "received") == 4);
                await(() -> balance(pipeline, "canonical", "refused") == 2);

                // a number that never came is told by the log itself
                send(broker.bootstrapServers(), numbered(1), numbered(3));
                await(() -> balance(pipeline, "probity", "accepted") == 3);
            }
            // and not again after a restart, which finds the next one
            try (var pipeline = Pipeline.start(Settings.of(null, Map.of(), flags))) {
                send(broker.bootstrapServers(), numbered(5));
                await(() -> balance(pipeline, "probity", "accepted") == 4);
                await(() -> balance(pipeline, "probity", "received") == 4);
                assertThat(balance(pipeline, "probity", "duplicate")).isZero();
                await(() -> balance(pipeline, "canonical", "missing") == 2);
            }
        }
    }

    private static String numbered(long number) {
        return "{\"id\": \"n%d\", \"eventType\": \"performance_metric\", \"source\": \"api\", \"sequence\": %d}"
                .formatted(number, number);
    }

    private static void send(String broker, String... values) throws Exception {
        var client = Map.<String, Object>of("bootstrap.servers", broker);
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>("audit.events", "k".getBytes(UTF_8), value.getBytes(UTF_8)))
                        .get();
            }
        }
    }

    private int run(String command, String... arguments) {
        var line = new ArrayList<>(List.of("rejected", command));
        flags.forEach((key, value) -> line.addAll(List.of("--set", key + "=" + value)));
        line.addAll(List.of(arguments));
        return execute(line);
    }

    private int run(String[] order) {
        return run(order[0], List.of(order).subList(1, order.length).toArray(String[]::new));
    }

    private int execute(List<String> line) {
        var text = new StringWriter();
        int code = Probity.commandLine()
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text))
                .execute(line.toArray(String[]::new));
        said = text.toString();
        return code;
    }

    private static long balance(Pipeline pipeline, String source, String count) {
        return OneInstance.balance(pipeline.endpoint(), source, count);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        OneInstance.await(() -> "patience, last said: " + said, condition);
    }
}
