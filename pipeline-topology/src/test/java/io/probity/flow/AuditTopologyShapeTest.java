package io.probity.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.app.Blueprint;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/**
 * The shape of each deployable as Kafka sees it, held against a file that people review. A change of a store, a repartition or
 * a node's name is a migration: accept it with {@code -Dtopology.accept=true}, and say in the commit what becomes of running
 * instances; for a store or a repartition an ADR is owed.
 */
class AuditTopologyShapeTest {
    private static final Path FOLDER = Path.of("src", "test", "resources");

    /** What Kafka tells in the order of a hash: lists of topics, stores and neighbours. */
    private static final Pattern LISTS = Pattern.compile("(?<=\\(topics: \\[|\\(stores: \\[|--> |<-- )[^\\])\n]+");

    private final Blueprint plan = plan();

    @Test
    void theShapeOfThePipelineIsAsAccepted() throws IOException {
        compare("topology.txt", plan.pipeline());
    }

    @Test
    void theShapeOfTheIndexIsAsAccepted() throws IOException {
        compare("topology-index.txt", plan.index());
    }

    private static void compare(String name, Topology topology) throws IOException {
        var file = FOLDER.resolve(name);
        var shape = LISTS.matcher(topology.describe()
                                .toString()
                                .replaceAll("(?m)[ \t]+$", "")
                                .strip() + "\n")
                .replaceAll(list -> sorted(list.group()));
        if (Boolean.getBoolean("topology.accept")) {
            Files.writeString(file, shape);
        }
        assertThat(shape)
                .as("the shape differs from %s: if that is meant, run again with -Dtopology.accept=true", file)
                .isEqualTo(Files.readString(file));
    }

    private static String sorted(String list) {
        return Arrays.stream(list.split(", ", -1)).sorted().collect(Collectors.joining(", "));
    }

    private static Blueprint plan() {
        var settings = PipelineUnderTest.settings(Map.of());
        var avro = new AvroSerdes(new InMemorySchemaRegistry(), RegistryConfig.from(settings.registry()));
        return new Blueprint(settings, avro, PipelineUnderTest.keys(), Stores.standard());
    }
}
