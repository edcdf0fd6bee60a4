package io.probity.app;

import io.probity.enrich.Patience;
import io.probity.flow.AuditTopology;
import io.probity.index.IndexTopology;
import io.probity.own.OwnTopics;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Partitioning;
import io.probity.wire.SourceTopic;
import io.probity.wire.Stores;
import io.probity.wire.TopicShape;
import io.probity.wire.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/**
 * Everything that is made before anything runs: what is read and written, where it is kept, and the two topologies. Asks no
 * broker; asks the registry for nothing until a record comes.
 */
public final class Blueprint {
    private final ClientConfigs configs;
    private final Keys keys;
    private final List<SourceTopic> sources;
    private final int partitions;
    private final String tenant;
    private final Topics topics;
    private final Stores stores;
    private final OwnTopics ownTopics;
    private final String build;
    private final Lanes lanes;
    private final AuditTopology spine;
    private final Function<SourceTopic, Lane> apart;
    private final GeoFileWatch geo;
    private final Patience patience = new Patience();

    /**
     * Draws the plan of an instance.
     *
     * @param stores on disk for an instance, in memory for most tests
     * @throws SettingException naming the setting that is wrong
     */
    public Blueprint(Settings settings, AvroSerdes avro, Keys keys, Stores stores) {
        this(settings, avro, keys, stores, GeoFileWatch.of(settings));
    }

    /** The plan of the ledger alone, which asks for the place of no address: the file of {@code enrich.geo.file} is not read. */
    static Blueprint ofTheLedger(Settings settings, AvroSerdes avro, Keys keys, Stores stores) {
        return new Blueprint(settings, avro, keys, stores, GeoFileWatch.none());
    }

    private Blueprint(Settings settings, AvroSerdes avro, Keys keys, Stores stores, GeoFileWatch geo) {
        var own = OwnFiles.of(settings);
        var readers = own.sources();
        this.configs = new ClientConfigs(settings);
        this.keys = keys;
        this.geo = geo;
        this.sources = SourceTopics.of(settings, readers, own.names());
        this.partitions = settings.partitions();
        this.tenant = settings.text(Setting.TENANT);
        this.topics = Topics.with(avro, new Partitioning(partitions), settings.text(Setting.LEDGER_PREFIX));
        this.stores = stores;
        this.build = own.isEmpty() ? EngineBuild.id() : EngineBuild.with(readers.types());
        this.lanes = Lanes.of(settings, sources);
        var rooms = new RoomPlan(settings, keys, avro, readers, build, geo, patience, lanes.rules(), "")
                .rooms(topics, stores, sources);
        var prefix = settings.text(Setting.LEDGER_PREFIX);
        this.ownTopics = prefix.isEmpty()
                ? OwnTopics.among(sources)
                : OwnTopics.one(topics.own().name());
        this.spine = new AuditTopology(lanes.shared(), ownTopics, topics, stores, rooms);
        this.apart = topic -> {
            var patient = new Patience();
            var plan = new RoomPlan(settings, keys, avro, readers, build, geo, patient, List.of(), topic.name());
            var only = List.of(topic);
            return new Lane(
                    new AuditTopology(only, ownTopics, topics, stores, plan.rooms(topics, stores, only)), patient);
        };
    }

    /** The topology of the pipeline. */
    public Topology pipeline() {
        return spine.build(new TopologyConfig(new StreamsConfig(configs.pipeline())));
    }

    /** A topic that is read apart, and with what its threads wait for the registry. */
    private record Lane(AuditTopology spine, Patience patience) {}

    /** The application that reads a topic apart, not started yet. */
    Application lane(SourceTopic topic, Map<String, Object> config) {
        var lane = apart.apply(topic);
        return new Application(
                () -> lane.spine().lane(new TopologyConfig(new StreamsConfig(config))),
                config,
                lane.patience()::end,
                this::syncKeys);
    }

    /** The topics that are read apart, and the others. */
    Lanes lanes() {
        return lanes;
    }

    /** The topology of the index. */
    public Topology index() {
        return new IndexTopology(topics.sealed(), partitions)
                .build(new TopologyConfig(new StreamsConfig(configs.index())));
    }

    /** The topics that events arrive on. */
    public List<SourceTopic> sources() {
        return sources;
    }

    /** Every other topic. */
    public Topics topics() {
        return topics;
    }

    /** Every store of the pipeline. */
    public Stores stores() {
        return stores;
    }

    /** What each topic must be like on the broker, by name. */
    public Map<String, TopicShape> shapes() {
        var shapes = new LinkedHashMap<>(SourceTopics.shapes(sources));
        topics.all().forEach(topic -> shapes.put(topic.name(), topic.shape()));
        return shapes;
    }

    /** With which the pipeline waits for the registry where it must not give up. */
    Patience patience() {
        return patience;
    }

    /** Returns when every key of a data subject that was given has reached the disk. */
    void syncKeys() {
        keys.sync();
    }

    /** What is known of addresses, and looks for a newer file once it is told to. */
    GeoFileWatch geo() {
        return geo;
    }

    /** What derives the ledger's records, as their header says. */
    String build() {
        return build;
    }

    AuditTopology spine() {
        return spine;
    }

    /** Of the topics that name none. */
    String tenant() {
        return tenant;
    }

    int partitions() {
        return partitions;
    }

    ClientConfigs configs() {
        return configs;
    }
}
