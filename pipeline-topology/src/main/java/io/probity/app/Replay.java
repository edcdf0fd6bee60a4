package io.probity.app;

import io.probity.ledger.extent.ExtentStage;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Partitioning;
import io.probity.wire.Stores;
import io.probity.wire.Topic;
import io.probity.wire.TopicShape;
import io.probity.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;

/**
 * The ledger alone over what the live one has read of audit.accepted, into topics of its own, and the comparison of both.
 * The live ledger may be running or not.
 *
 * <p>Balances are not compared: how often a count is told depends on when a task was started, the last word does not.
 */
public final class Replay {
    /** No dash: application ids and topics are matched by their prefix and a dash. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._]{1,40}");

    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration GOODBYE = Duration.ofSeconds(30);

    private final Settings settings;
    private final String prefix;
    private final AvroSerdes avro;
    private final Blueprint plan;
    private final Map<String, Object> config;
    private final Consumer<String> say;

    private Replay(Settings settings, Consumer<String> say) {
        this.settings = settings;
        this.prefix = settings.text(Setting.LEDGER_PREFIX);
        if (!PREFIX.matcher(prefix).matches()) {
            throw new SettingException(
                    "the prefix of a replay must be 1 to 40 letters, digits, dots and underscores, was '" + prefix
                            + "'");
        }
        var keys = Keys.ofTheLedger(settings);
        this.avro = AvroSerdes.connect(settings.registry());
        this.plan = Blueprint.ofTheLedger(settings, avro, keys, Stores.standard());
        this.config = plan.configs().replay(prefix);
        this.say = say;
    }

    /**
     * Replays and compares; returns when both are done.
     *
     * @param settings those of the live pipeline, and {@link Setting#LEDGER_PREFIX}
     * @param again true: what an earlier replay with this prefix left is deleted first
     * @param say told of progress, in words for people
     * @throws SettingException if the prefix was used before and {@code again} is false
     */
    public static ReplayReport run(Settings settings, boolean again, Consumer<String> say)
            throws InterruptedException, ExecutionException {
        var replay = new Replay(settings, say);
        try (var admin = Admin.create(replay.plan.configs().admin())) {
            return replay.run(admin, again);
        } finally {
            replay.avro.close();
        }
    }

    private ReplayReport run(Admin admin, boolean again) throws InterruptedException, ExecutionException {
        int partitions = settings.partitions();
        var live = compared(Topics.with(avro, new Partitioning(partitions), ""));
        var replayed = compared(plan.topics());
        var position = new LedgerPosition(admin, plan.topics().accepted().name(), partitions);
        if (!position.isWhole()) {
            throw new IllegalStateException(
                    "audit.accepted no longer begins at its beginning: the ledger cannot be derived"
                            + " from it alone");
        }
        var leftovers = new ReplayLeftovers(admin, config(StreamsConfig.APPLICATION_ID_CONFIG), prefix + "audit.");
        leftovers.clear(again);
        // the outputs first: whatever they hold now rests on entries that the position then covers
        var least = position.ends(live.stream().map(Topic::name).toList());
        var ends = position.of(settings.text(Setting.APPLICATION_ID));
        TopicAdmin.of(admin, settings).ensure(shapes());
        new Subjects(avro).ensure(plan.topics(), List.of());

        long began = System.nanoTime();
        derive(position, ends);
        var took = Duration.ofNanos(System.nanoTime() - began);
        leftovers.clearInternals();

        long entries = ends.values().stream().mapToLong(Long::longValue).sum();
        return new ReplayReport(prefix, plan.build(), entries, took, compare(live, replayed, least, partitions));
    }

    /** Runs the ledger until it has taken all of the log that the live one has. */
    private void derive(LedgerPosition position, Map<Integer, Long> ends)
            throws InterruptedException, ExecutionException {
        var properties = new Properties();
        properties.putAll(config);
        var topology = plan.spine().replay(new TopologyConfig(new StreamsConfig(properties)), new ExtentStage(ends));
        try (var streams = new KafkaStreams(topology, properties)) {
            streams.setUncaughtExceptionHandler(new Breakdown(0, Duration.ZERO, Clock.systemUTC()));
            streams.start();
            long wanted = ends.values().stream().mapToLong(Long::longValue).sum();
            for (var at = position.of(config(StreamsConfig.APPLICATION_ID_CONFIG)); !covers(at, ends); ) {
                if (streams.state() == KafkaStreams.State.ERROR
                        || streams.state().hasCompletedShutdown()) {
                    throw new IllegalStateException("the replay broke down; its log says why");
                }
                Thread.sleep(STEP);
                at = position.of(config(StreamsConfig.APPLICATION_ID_CONFIG));
                say.accept("replayed " + done(at, ends) + " of " + wanted + " records of audit.accepted");
            }
            streams.close(CloseOptions.timeout(GOODBYE)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            streams.cleanUp();
        }
    }

    private static boolean covers(Map<Integer, Long> at, Map<Integer, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> at.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private static long done(Map<Integer, Long> at, Map<Integer, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.min(end.getValue(), at.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    private List<ReplayReport.Row> compare(
            List<Topic<?, ?>> live, List<Topic<?, ?>> replayed, Map<TopicPartition, Long> least, int partitions) {
        var rows = new ArrayList<ReplayReport.Row>();
        try (var ofLive = CommittedRecords.consumer(plan.configs().reader());
                var ofReplayed = CommittedRecords.consumer(plan.configs().reader())) {
            for (int i = 0; i < live.size(); i++) {
                var topic = live.get(i);
                var found = new ArrayList<TopicComparison.Found>(partitions);
                for (int partition = 0; partition < partitions; partition++) {
                    var at = new TopicPartition(topic.name(), partition);
                    found.add(TopicComparison.of(
                            new CommittedRecords(ofLive, at),
                            new CommittedRecords(
                                    ofReplayed,
                                    new TopicPartition(replayed.get(i).name(), partition)),
                            partition,
                            topic.shape().compacted(),
                            least.getOrDefault(at, 0L)));
                }
                rows.add(ReplayReport.Row.of(topic.name(), found));
            }
        }
        return rows;
    }

    private static List<Topic<?, ?>> compared(Topics topics) {
        return List.of(
                topics.sealed(),
                topics.heads(),
                topics.decisions(),
                topics.adherence(),
                topics.adherenceChanges(),
                topics.intervals(),
                topics.posture(),
                topics.violations(),
                topics.findings(),
                topics.reviews());
    }

    private Map<String, TopicShape> shapes() {
        var shapes = new LinkedHashMap<String, TopicShape>();
        plan.topics().all().stream()
                .filter(topic -> topic.name().startsWith(prefix))
                .forEach(topic -> shapes.put(topic.name(), topic.shape()));
        return shapes;
    }

    private String config(String key) {
        return String.valueOf(config.get(key));
    }
}
