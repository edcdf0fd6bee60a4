package io.probity.app;

import com.codahale.metrics.MetricRegistry;
import io.probity.flow.AuditTopology;
import io.probity.index.IndexTopology;
import io.probity.model.SealedEntry;
import io.probity.normalise.Sources;
import io.probity.registry.RegistryConfig;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroSerdes;
import io.probity.serve.BalanceResource;
import io.probity.serve.Endpoint;
import io.probity.serve.EventResource;
import io.probity.serve.HealthResource;
import io.probity.serve.MetricsResource;
import io.probity.serve.SealedLeaves;
import io.probity.serve.StandingResource;
import io.probity.serve.StoreReader;
import io.probity.types.EventTypes;
import io.probity.wire.Partitioning;
import io.probity.wire.SourceTopic;
import io.probity.wire.Stores;
import io.probity.wire.TopicShape;
import io.probity.wire.Topics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance: the pipeline, the index and the endpoint over both. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** Replacements of a thread that are borne within {@link #TOGETHER}; then the instance stops and says so. */
    private static final int REPLACEMENTS = 5;

    private static final Duration TOGETHER = Duration.ofMinutes(5);
    private static final Duration GOODBYE = Duration.ofSeconds(20);

    private final SchemaRegistryClient registry;
    private final KafkaStreams streams;
    private final KafkaStreams index;
    private final SealedLeaves leaves;
    private final Endpoint endpoint;

    private Pipeline(
            SchemaRegistryClient registry,
            KafkaStreams streams,
            KafkaStreams index,
            SealedLeaves leaves,
            Endpoint endpoint) {
        this.registry = registry;
        this.streams = streams;
        this.index = index;
        this.leaves = leaves;
        this.endpoint = endpoint;
    }

    /**
     * Starts an instance and returns at once; {@code /health/ready} says when its stores can be asked.
     *
     * @throws SettingException naming the setting that is wrong
     * @throws RuntimeException if broker or registry are not there: an instance that cannot start says so at once
     */
    public static Pipeline start(Settings settings) throws InterruptedException, ExecutionException {
        var parts = Parts.of(settings);
        try (var admin = Admin.create(properties(parts.configs().admin()))) {
            new TopicAdmin(
                            admin,
                            settings.number(Setting.PARTITIONS, 1, 10_000),
                            settings.number(Setting.REPLICATION, 1, 100))
                    .ensure(parts.shapes());
        }
        new Subjects(parts.avro()).ensure(parts.topics(), parts.inputs());

        var streams = run(parts.pipeline(), parts.configs().pipeline());
        var index = run(parts.index(), parts.configs().index());
        var leaves = new SealedLeaves(
                new KafkaConsumer<>(
                        parts.configs().reader(),
                        new ByteArrayDeserializer(),
                        parts.avro().of(SealedEntry.class).deserializer()),
                parts.topics().sealed().name());
        var endpoint = endpoint(settings, parts, streams, index, leaves);
        LOG.info("endpoint at {}", endpoint.uri());
        return new Pipeline(parts.registry(), streams, index, leaves, endpoint);
    }

    /** The topology that an instance with these settings would run. */
    public static Topology topology(Settings settings) {
        return Parts.of(settings).pipeline();
    }

    private static KafkaStreams run(Topology topology, Map<String, Object> config) {
        var streams = new KafkaStreams(topology, properties(config));
        streams.setUncaughtExceptionHandler(new Breakdown(REPLACEMENTS, TOGETHER, Clock.systemUTC()));
        streams.start();
        return streams;
    }

    private static Endpoint endpoint(
            Settings settings, Parts parts, KafkaStreams streams, KafkaStreams index, SealedLeaves leaves) {
        var metrics = new MetricRegistry();
        var reader = new StoreReader(streams);
        int partitions = settings.number(Setting.PARTITIONS, 1, 10_000);
        return Endpoint.start(
                settings.text(Setting.HTTP_HOST),
                settings.number(Setting.HTTP_PORT, 0, 65_535),
                metrics,
                List.of(
                        new EventResource(
                                new StoreReader(index), IndexTopology.EVENT_IDS, new Partitioning(partitions), leaves),
                        new StandingResource(reader, parts.stores(), partitions),
                        new BalanceResource(reader, parts.stores()),
                        new HealthResource(Map.of("pipeline", streams, "index", index)),
                        new MetricsResource(metrics)));
    }

    /** Where the endpoint listens. */
    public URI endpoint() {
        return endpoint.uri();
    }

    /** What the pipeline is doing now. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** What the index is doing now. */
    public KafkaStreams.State indexState() {
        return index.state();
    }

    @Override
    public void close() {
        endpoint.close();
        index.close(GOODBYE);
        streams.close(GOODBYE);
        leaves.close();
        registry.close();
    }

    private static Properties properties(Map<String, Object> config) {
        var properties = new Properties();
        properties.putAll(config);
        return properties;
    }

    /** Everything that is made before anything runs. */
    private record Parts(
            SchemaRegistryClient registry,
            AvroSerdes avro,
            ClientConfigs configs,
            List<SourceTopic> inputs,
            Topics topics,
            Stores stores,
            AuditTopology spine,
            int partitions) {

        static Parts of(Settings settings) {
            var registryConfig = RegistryConfig.from(settings.registry());
            var registry = SchemaRegistryClient.from(settings.registry());
            var avro = new AvroSerdes(registry, registryConfig);
            var types = EventTypes.shipped();
            var sources = Sources.with(types);
            var inputs = SourceTopics.of(settings, sources);
            int partitions = settings.number(Setting.PARTITIONS, 1, 10_000);
            var topics = Topics.with(avro, new Partitioning(partitions), settings.text(Setting.LEDGER_PREFIX));
            var stores = Stores.standard();
            var rooms = new RoomPlan(settings, Keys.from(settings), avro, types, sources).rooms(topics, stores, inputs);
            return new Parts(
                    registry,
                    avro,
                    new ClientConfigs(settings),
                    inputs,
                    topics,
                    stores,
                    new AuditTopology(inputs, topics, stores, rooms),
                    partitions);
        }

        Topology pipeline() {
            return spine.build(new TopologyConfig(new StreamsConfig(configs.pipeline())));
        }

        Topology index() {
            return new IndexTopology(topics.sealed(), partitions)
                    .build(new TopologyConfig(new StreamsConfig(configs.index())));
        }

        Map<String, TopicShape> shapes() {
            var shapes = new LinkedHashMap<String, TopicShape>();
            inputs.forEach(topic -> shapes.put(topic.name(), Topics.sourceShape()));
            topics.all().forEach(topic -> shapes.put(topic.name(), topic.shape()));
            return shapes;
        }
    }
}
