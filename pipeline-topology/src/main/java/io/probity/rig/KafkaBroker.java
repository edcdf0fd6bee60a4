package io.probity.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** One Kafka broker, its own controller, on the loopback. Topics are not made by themselves. */
public final class KafkaBroker implements Engine {
    /** Any sixteen bytes in Kafka's base64 do; a fixed one saves a JVM that would only draw lots. */
    private static final String CLUSTER = "cHJvYml0eS1yaWctb25lMA";

    private final int port;
    private ChildJvm jvm;

    private KafkaBroker(int port, ChildJvm jvm) {
        this.port = port;
        this.jvm = jvm;
    }

    /** A broker made for tests: quick to start, not to serve; see {@link #start(Engines, Path, List, Map)}. */
    public static KafkaBroker start(Engines engines, Path workDir) {
        return start(engines, workDir, JvmCommand.SHORT_LIVED, Map.of());
    }

    /**
     * Makes a new, empty broker on free ports and waits until it answers.
     *
     * @param workDir where its data, its configuration and {@code broker.log} go; must not hold another broker's
     * @param flags of its JVM; {@code -Xmx1g} is what a benchmark wants
     * @param settings broker properties that are added to ours, or replace them
     */
    public static KafkaBroker start(Engines engines, Path workDir, List<String> flags, Map<String, String> settings) {
        var ports = FreePorts.some(2);
        int port = ports.getFirst();
        var properties = write(workDir, settings(workDir, port, ports.getLast(), settings));
        var log = workDir.resolve("broker.log");
        format(engines, properties, log);
        var command = kafka(engines, "kafka.Kafka", properties.toString()).with(flags);
        var broker = new KafkaBroker(port, ChildJvm.start(command, log));
        broker.awaitReady();
        return broker;
    }

    /** What clients call {@code bootstrap.servers}; the same after a restart. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public ChildJvm jvm() {
        return jvm;
    }

    @Override
    public Duration restart() {
        jvm = jvm.again();
        return awaitReady();
    }

    private Duration awaitReady() {
        return Readiness.await(
                jvm, "broker at " + bootstrapServers(), () -> Readiness.listens(port) && hasItself(bootstrapServers()));
    }

    /** A broker answers before the controller has let it in; only then does it lead partitions. */
    private static boolean hasItself(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers, "request.timeout.ms", 5_000, "default.api.timeout.ms", 5_000))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        }
    }

    private static void format(Engines engines, Path properties, Path log) {
        var command = kafka(engines, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", properties.toString());
        try (var tool = ChildJvm.start(command.with(JvmCommand.SHORT_LIVED), log)) {
            if (tool.await(Duration.ofMinutes(1)) != 0) {
                throw new IllegalStateException("cannot format the broker's folder:\n" + tool.lastWords());
            }
        }
    }

    private static JvmCommand kafka(Engines engines, String mainClass, String... arguments) {
        return new JvmCommand(
                List.of("--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.showDateTime=true"),
                engines.kafkaClassPath(),
                mainClass,
                List.of(arguments));
    }

    private static Path write(Path workDir, Map<String, String> settings) {
        var lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            return Files.writeString(Files.createDirectories(workDir).resolve("broker.properties"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + workDir, e);
        }
    }

    private static Map<String, String> settings(Path workDir, int port, int control, Map<String, String> more) {
        var all = new LinkedHashMap<String, String>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + control);
        all.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + control);
        all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("inter.broker.listener.name", "PLAINTEXT");
        all.put("log.dirs", workDir.resolve("data").toAbsolutePath().toString());
        // Fifty each by default: a hundred folders to make and to load, for a handful of groups on one broker.
        all.put("offsets.topic.num.partitions", "4");
        all.put("transaction.state.log.num.partitions", "4");
        all.put("share.coordinator.state.topic.num.partitions", "4");
        all.put("offsets.topic.replication.factor", "1");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("auto.create.topics.enable", "false");
        // A broker that was killed is let in again only when its old session has run out: 3 s, where 9 s is the
        // default.
        all.put("broker.session.timeout.ms", "3000");
        all.put("broker.heartbeat.interval.ms", "500");
        all.putAll(more);
        return all;
    }
}
