package io.probity.wire;

import io.probity.app.Blueprint;
import io.probity.flow.PipelineUnderTest;
import io.probity.house.Page;
import io.probity.own.OwnTopics;
import io.probity.registry.Compatibility;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroSerdes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.junit.jupiter.api.Test;

/** docs/topics.md says of every topic what the code says. */
class TopicsDocTest {
    private final Blueprint plan = plan();

    @Test
    void thePageShowsEveryTopicAsItIsMade() throws IOException {
        var rows = new ArrayList<List<String>>();
        plan.sources().stream()
                .filter(topic -> !OwnTopics.isOwn(topic)) // among the others, with its own shape
                .forEach(topic -> rows.add(row(topic.name(), "", Topics.sourceShape(), "")));
        plan.topics().all().forEach(topic -> rows.add(row(topic)));
        Page.named("topics.md").shows(rows);
    }

    private List<String> row(Topic<?, ?> topic) {
        var record = topic.record();
        return record == null
                ? row(topic.name(), "", topic.shape(), "")
                : row(topic.name(), record.getSimpleName(), topic.shape(), rule(topic.compatibility()));
    }

    private static String rule(Compatibility rule) {
        return rule.name().replace("_TRANSITIVE", "").toLowerCase(Locale.ROOT);
    }

    private List<String> row(String name, String record, TopicShape shape, String rule) {
        return List.of(
                "`" + name + "`",
                name.equals("audit.events") ? "JSON or SubmittedEvent" : record.isEmpty() ? "JSON" : record,
                shape.keyedBy(),
                shape.partitions() == TopicShape.Partitions.ONE ? "1" : "generation",
                shape.compacted()
                        ? "compacted"
                        : shape.retention() == null
                                ? "for ever"
                                : shape.retention().toDays() + " d",
                shape.logAppendTime() ? "broker" : "writer",
                shape.maxMessageBytes() / 1_048_588 + " MiB",
                rule,
                who(name, true),
                who(name, false));
    }

    /** Those of our applications that write or read it; nobody of ours: it is for others. */
    private String who(String topic, boolean writes) {
        var names = new TreeSet<String>();
        Map.of("pipeline", plan.pipeline(), "index", plan.index()).forEach((name, topology) -> {
            if (touches(topology, topic, writes)) {
                names.add(name);
            }
        });
        return String.join(", ", names);
    }

    private static boolean touches(Topology topology, String topic, boolean writes) {
        var nodes = new ArrayList<Node>();
        topology.describe().subtopologies().forEach(part -> nodes.addAll(part.nodes()));
        topology.describe().globalStores().forEach(store -> nodes.add(store.source()));
        return nodes.stream().anyMatch(node -> switch (node) {
            case Sink sink -> // the one that names its topic by the record is that of our own events
                writes && topic.equals(sink.topic() == null ? OwnTopics.NAME : sink.topic());
            case Source source ->
                !writes && source.topicSet() != null && source.topicSet().contains(topic);
            default -> false;
        });
    }

    private static Blueprint plan() {
        var settings = PipelineUnderTest.settings(Map.of());
        var avro = new AvroSerdes(new InMemorySchemaRegistry(), RegistryConfig.from(settings.registry()));
        return new Blueprint(settings, avro, PipelineUnderTest.keys(), Stores.standard());
    }
}
