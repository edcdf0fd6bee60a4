package io.probity.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.probity.model.AuditEvent;
import io.probity.model.SubmittedEvent;
import io.probity.registry.ApicurioServer;
import io.probity.registry.SchemaRegistryClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Confluent's original serializers and ours, against one real registry: each reads what the other wrote. */
class ConfluentInteropIT {
    private static ApicurioServer server;
    private static String jars;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        jars = jars();
        server = ApicurioServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void readAndWriteEachOthersAuditEvents() throws Exception {
        exchange("audit.accepted", AuditEvent.class, SampleRecords.auditEvent());
    }

    @Test
    void readAndWriteEachOthersSubmittedEvents() throws Exception {
        exchange("audit.events", SubmittedEvent.class, SampleRecords.submittedEvent());
    }

    private <T extends SpecificRecord> void exchange(String topic, Class<T> type, T value) throws Exception {
        try (var client = SchemaRegistryClient.from(Map.of("schema.registry.url", server.url()))) {
            var codec = new AvroCodec<>(type, client, true, 1_000_000);
            var ours = codec.encode(topic + "-value", value);
            Files.writeString(folder.resolve("schema.avsc"), codec.schema().toString());
            Files.write(folder.resolve("payload.bin"), codec.encodePayload(value));
            Files.write(folder.resolve("ours.bin"), ours);

            runPeer(topic);

            var theirs = Files.readAllBytes(folder.resolve("theirs.bin"));
            assertThat(theirs).as("byte for byte, schema id included").isEqualTo(ours);
            assertThat(codec.decode(theirs)).isEqualTo(value);
            assertThat(codec.tryDecodePayload(Files.readAllBytes(folder.resolve("read.bin")))
                            .orThrow())
                    .isEqualTo(value);
        }
    }

    private void runPeer(String topic) throws IOException, InterruptedException {
        // Only this class of ours: a generated class on the path would be found by Confluent's, with our newer Avro's
        // needs.
        var classes = folder.resolve("classes");
        var name = ConfluentPeer.class.getName().replace('.', '/') + ".class";
        var target = classes.resolve(name);
        Files.createDirectories(target.getParent());
        try (var compiled = ConfluentPeer.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(compiled), target);
        }
        var ended = OwnProcess.run(
                classes + File.pathSeparator + jars,
                List.of("-Xmx256m"),
                ConfluentPeer.class,
                List.of(server.url(), topic, folder.toString()));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    private static String jars() {
        var confluent = ApicurioServer.engines().resolve("confluent").resolve("lib");
        if (Files.isDirectory(confluent)) {
            return confluent + File.separator + "*";
        }
        var said = "SKIPPED, no Confluent serializers to exchange records with: no folder " + confluent
                + "; unpack them there from org.apache.pulsar:pulsar-io-kafka or set -Dprobity.engines";
        System.err.println(said); // the build prints how many were skipped, not why
        return abort(said);
    }
}
