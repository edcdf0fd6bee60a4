package io.probity.bench;

import io.probity.rig.Committed;
import io.probity.rig.Engines;
import io.probity.rig.KafkaBroker;
import io.probity.rig.RegistryServer;
import io.probity.serde.AvroSerdes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/** A real broker and a real registry beside what is measured, and clients of both; all of it is gone at the end. */
record BenchEngines(Path work, KafkaBroker broker, RegistryServer registry, AvroSerdes avro, Admin admin)
        implements AutoCloseable {

    static BenchEngines start() throws IOException {
        var engines = Engines.required();
        var work = Files.createTempDirectory("probity-bench-");
        var broker = KafkaBroker.start(
                engines,
                work.resolve("broker"),
                List.of("-Xms1g", "-Xmx1g"),
                // what a run has left behind is gone before the next has filled the disk
                Map.of("log.segment.delete.delay.ms", "1000"));
        var registry = RegistryServer.inMemory(engines, work.resolve("registry"));
        return new BenchEngines(
                work,
                broker,
                registry,
                AvroSerdes.connect(Map.of("schema.registry.url", registry.url())),
                Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers())));
    }

    /** What any consumer would have read by now. */
    Committed committed() {
        return new Committed(broker.bootstrapServers(), avro);
    }

    @Override
    public void close() throws IOException {
        admin.close();
        avro.close();
        registry.close();
        broker.close();
        Utils.delete(work.toFile());
    }
}
