package io.probity.app;

import com.codahale.metrics.MetricRegistry;
import io.probity.door.Door;
import io.probity.index.IndexTopology;
import io.probity.model.SealedEntry;
import io.probity.registry.RegistryConfig;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroSerdes;
import io.probity.serve.BalanceResource;
import io.probity.serve.BoundAddress;
import io.probity.serve.Endpoint;
import io.probity.serve.EventResource;
import io.probity.serve.HealthResource;
import io.probity.serve.IndexReach;
import io.probity.serve.Instrument;
import io.probity.serve.JvmInstrument;
import io.probity.serve.LogInstrument;
import io.probity.serve.MetricsResource;
import io.probity.serve.RegistryInstrument;
import io.probity.serve.ReviewResource;
import io.probity.serve.RollupResource;
import io.probity.serve.SealedLeaves;
import io.probity.serve.StandingResource;
import io.probity.serve.StoreReader;
import io.probity.serve.StreamsInstrument;
import io.probity.wire.Partitioning;
import io.probity.wire.Stores;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance: the pipeline, the index and the endpoint over both. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private static final String MAIN = "pipeline";
    private static final String INDEX = "index";

    private static final Duration GOODBYE = Duration.ofSeconds(20);

    private final SchemaRegistryClient registry;
    private final KafkaStreams streams;
    private final KafkaStreams index;
    private final Map<String, KafkaStreams> lanes;
    private final SealedLeaves leaves;
    private final IndexReach reach;
    private final @Nullable Door door;
    private final Endpoint endpoint;
    private final GeoFileWatch geo;
    private final @Nullable ScimDoor scim;
    private final KeyWatch watch;

    private Pipeline(
            SchemaRegistryClient registry,
            KafkaStreams streams,
            KafkaStreams index,
            Map<String, KafkaStreams> lanes,
            SealedLeaves leaves,
            IndexReach reach,
            @Nullable Door door,
            Endpoint endpoint,
            GeoFileWatch geo,
            @Nullable ScimDoor scim,
            KeyWatch watch) {
        this.registry = registry;
        this.streams = streams;
        this.index = index;
        this.lanes = lanes;
        this.leaves = leaves;
        this.reach = reach;
        this.door = door;
        this.endpoint = endpoint;
        this.geo = geo;
        this.scim = scim;
        this.watch = watch;
    }

    /**
     * Starts an instance and returns at once; {@code /health/ready} says when its stores can be asked.
     *
     * @throws SettingException naming the setting that is wrong
     * @throws BrokerAwayException if no broker answers
     * @throws io.probity.registry.RegistryUnavailableException if no registry answers within {@code registry.wait.ms}
     */
    public static Pipeline start(Settings settings) throws InterruptedException, ExecutionException {
        var prepared = Prepared.of(settings);
        var plan = prepared.plan();
        var address = BoundAddress.of(settings.text(Setting.HTTP_HOST), settings.number(Setting.HTTP_PORT, 0, 65_535));
        var scim = ScimDoor.open(settings, plan, prepared.avro()); // what is wrong in its settings ends the start
        moveLanes(settings, plan);
        plan.geo().watch();
        var door = settings.flag(Setting.DOOR_ENABLED)
                ? DoorSetup.of(settings, plan.sources()).open()
                : null;
        var streams = run(plan, plan.configs().asMember(plan.configs().pipeline(), address.advertised()));
        var lanes = lanes(plan, address);
        var index = new Application(
                        plan::index,
                        plan.configs().asMember(plan.configs().index(), address.advertised()),
                        () -> {},
                        () -> {})
                .start();
        var leaves = new SealedLeaves(
                new KafkaConsumer<>(
                        plan.configs().pointReader(),
                        new ByteArrayDeserializer(),
                        prepared.avro().of(SealedEntry.class).deserializer()),
                plan.topics().sealed().name());
        var reach = reach(plan, leaves);
        var endpoint = endpoint(
                address, plan, applications(streams, index, lanes), leaves, reach, prepared.traffic(), door, scim);
        LOG.info("build {}, endpoint at {}", plan.build(), endpoint.uri());
        var watch = KeyWatch.over(prepared.keys().protect(), settings.duration(Setting.PROTECT_REFRESH));
        return new Pipeline(
                prepared.registry(), streams, index, lanes, leaves, reach, door, endpoint, plan.geo(), scim, watch);
    }

    /** Starts the pipeline by itself, without index and endpoint: what a benchmark measures. The registry's client stays open. */
    public static KafkaStreams startAlone(Settings settings) throws InterruptedException, ExecutionException {
        var plan = Prepared.of(settings).plan();
        return run(plan, plan.configs().pipeline());
    }

    /** The plan, and a broker and a registry that have what it asks for. */
    private record Prepared(
            Keys keys, SchemaRegistryClient registry, RegistryInstrument traffic, AvroSerdes avro, Blueprint plan) {
        static Prepared of(Settings settings) throws InterruptedException, ExecutionException {
            var keys = Keys.from(settings);
            var traffic = new RegistryInstrument();
            var config = RegistryConfig.from(settings.registry());
            var registry = SchemaRegistryClient.from(config, traffic);
            var avro = new AvroSerdes(registry, config);
            var plan = new Blueprint(settings, avro, keys, Stores.standard());
            TopicAdmin.ensure(settings, plan.configs(), plan.shapes());
            new Subjects(avro).ensure(plan.topics(), plan.sources());
            return new Prepared(keys, registry, traffic, avro, plan);
        }
    }

    private static KafkaStreams run(Blueprint plan, Map<String, Object> config) {
        return new Application(plan::pipeline, config, plan.patience()::end, plan::syncKeys).start();
    }

    /** Topics that are read apart go on where they were read before, and so do those that are no longer. */
    private static void moveLanes(Settings settings, Blueprint plan) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(plan.configs().admin())) {
            var main = settings.text(Setting.APPLICATION_ID);
            for (var topic : plan.sources()) {
                var position = new LanePosition(admin, topic.name(), plan.partitions());
                var lane = plan.configs().laneId(topic.name());
                if (plan.lanes().apart().contains(topic)) {
                    position.hand(main, lane);
                } else {
                    position.hand(lane, main);
                }
            }
        }
    }

    private static Map<String, KafkaStreams> lanes(Blueprint plan, BoundAddress address) {
        var lanes = new LinkedHashMap<String, KafkaStreams>();
        for (var topic : plan.lanes().apart()) {
            var config = plan.configs().asMember(plan.configs().lane(topic.name()), address.advertised());
            lanes.put("apart." + topic.name(), plan.lane(topic, config).start());
        }
        return lanes;
    }

    private static Map<String, KafkaStreams> applications(
            KafkaStreams streams, KafkaStreams index, Map<String, KafkaStreams> lanes) {
        var all = new LinkedHashMap<>(lanes);
        all.put(MAIN, streams);
        all.put(INDEX, index);
        return all;
    }

    private static IndexReach reach(Blueprint plan, SealedLeaves leaves) {
        var id = String.valueOf(plan.configs().index().get(StreamsConfig.APPLICATION_ID_CONFIG));
        return new IndexReach(
                Admin.create(plan.configs().admin()),
                id,
                leaves,
                IndexTopology.rekeyed(id),
                new Partitioning(plan.partitions()));
    }

    private static Endpoint endpoint(
            BoundAddress address,
            Blueprint plan,
            Map<String, KafkaStreams> applications,
            SealedLeaves leaves,
            IndexReach reach,
            RegistryInstrument traffic,
            @Nullable Door door,
            @Nullable ScimDoor scim) {
        var timers = new MetricRegistry();
        var streams = Objects.requireNonNull(applications.get(MAIN));
        var index = Objects.requireNonNull(applications.get(INDEX));
        var reader = new StoreReader(streams);
        int partitions = plan.partitions();
        var units = new PublishedUnits(reader, plan.stores().definitions());
        var resources = new ArrayList<Object>(List.of(
                new EventResource(
                        new StoreReader(index), IndexTopology.EVENT_IDS, new Partitioning(partitions), leaves, reach),
                new StandingResource(reader, plan.stores(), partitions, units),
                new ReviewResource(reader, plan.stores(), partitions, units),
                new RollupResource(reader, plan.stores(), partitions, plan.tenant(), units),
                new BalanceResource(reader, plan.stores()),
                new HealthResource(applications, door == null ? List.of() : List.of(door))));
        var instruments = new ArrayList<Instrument>(List.of(
                new LogInstrument(reader, plan.stores(), partitions),
                new StreamsInstrument(applications),
                traffic,
                new JvmInstrument()));
        if (door != null) {
            resources.addAll(door.resources());
            instruments.add(door);
        }
        resources.add(new MetricsResource(timers, instruments));
        if (scim != null) {
            resources.add(scim.resource());
        }
        return Endpoint.start(address, timers, resources);
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
        if (door != null) {
            door.close();
        }
        geo.close();
        if (scim != null) {
            scim.close();
        }
        // all at once: each waits for a commit and for its group
        var all = new ArrayList<>(List.of(closing("close-pipeline", streams), closing("close-index", index)));
        lanes.forEach((name, lane) -> all.add(closing("close-" + name, lane)));
        all.forEach(Thread::start);
        // while they end, not after it: a thread that waits for the registry would keep them from ending
        registry.close();
        try {
            for (var each : all) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reach.close();
        leaves.close();
        watch.close();
    }

    private static Thread closing(String name, KafkaStreams application) {
        return new Thread(() -> end(application), name);
    }

    private static void end(KafkaStreams application) {
        // a member that comes back under its name has its partitions again; one that does not is given up soon
        var options = CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP)
                .withTimeout(GOODBYE);
        if (!application.close(options)) {
            LOG.warn("an application did not end within {}: its last commit stands, the rest is done again", GOODBYE);
        }
    }
}
