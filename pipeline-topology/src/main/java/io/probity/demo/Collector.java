package io.probity.demo;

import io.probity.model.Adherence;
import io.probity.model.Balance;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Violation;
import io.probity.rig.Committed;
import io.probity.serde.AvroSerdes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what a pipeline has published so far, as any consumer of its topics would: committed records alone. */
final class Collector implements AutoCloseable {
    private final AvroSerdes avro;
    private final Committed committed;

    Collector(String bootstrapServers, String registryUrl) {
        this.avro = AvroSerdes.connect(Map.of("schema.registry.url", registryUrl));
        this.committed = new Committed(bootstrapServers, avro);
    }

    /** Partitions in which so many definitions, commits among them, have been sealed. */
    long partitionsWith(int definitions) {
        var codec = avro.codec(SealedEntry.class);
        return committed.bytes("audit.sealed").stream()
                .filter(it -> codec.decode(it.value()).getKind() == LeafKind.DEFINITION)
                .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()))
                .values()
                .stream()
                .filter(leaves -> leaves == definitions)
                .count();
    }

    List<Balance> balance() {
        return List.copyOf(committed.last("audit.balance", Balance.class));
    }

    Outcome outcome(URI endpoint, Duration took) {
        return new Outcome(
                balance(),
                committed.last("audit.violations", Violation.class),
                committed.last("audit.adherence", Adherence.class),
                committed.all("audit.sealed", SealedEntry.class),
                endpoint,
                took);
    }

    @Override
    public void close() {
        avro.close();
    }
}
