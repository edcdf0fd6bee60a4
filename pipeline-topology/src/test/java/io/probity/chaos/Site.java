package io.probity.chaos;

import io.probity.app.DefinitionPublisher;
import io.probity.cli.Probity;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.model.Definition;
import io.probity.rig.ChildJvm;
import io.probity.rig.Committed;
import io.probity.rig.EnginesHere;
import io.probity.rig.FreePorts;
import io.probity.rig.JvmCommand;
import io.probity.rig.KafkaBroker;
import io.probity.rig.OneInstance;
import io.probity.rig.RegistryServer;
import io.probity.serde.AvroSerdes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A broker, a registry, and the settings that every pipeline process of a test shares. Made once for a test class. */
final class Site implements AutoCloseable {
    private static final Duration PATIENCE =
            Duration.ofSeconds(Integer.getInteger("probity.chaos.patience.seconds", 150));

    private final Path folder;
    private final KafkaBroker broker;
    private final RegistryServer registry;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final AvroSerdes avro;

    private Site(Path folder, KafkaBroker broker, RegistryServer registry) throws Exception {
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("schema.registry.url", registry.url());
        settings.put("keys.intake.mac", key("intake.key"));
        settings.put("keys.content", key("content.key"));
        settings.put("protect.keys", OneInstance.keys(folder));
        this.avro = AvroSerdes.connect(Map.of("schema.registry.url", registry.url()));
    }

    /** Starts both; where there are no engines, the test that asks is skipped. */
    static Site open(Path folder) throws Exception {
        var engines = EnginesHere.orSkip();
        var broker = KafkaBroker.start(engines, folder.resolve("broker"));
        try {
            return new Site(
                    folder,
                    broker,
                    RegistryServer.onKafka(engines, folder.resolve("registry"), broker.bootstrapServers()));
        } catch (RuntimeException failed) {
            broker.close();
            throw failed;
        }
    }

    /** The bytes that pseudonyms are made with. */
    byte[] contentKey() throws IOException {
        return Files.readAllBytes(Path.of(settings.getOrDefault("keys.content", "")));
    }

    private String key(String name) throws Exception {
        return Files.writeString(folder.resolve(name), "a test's own secret bytes of " + name + " ........")
                .toString();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    RegistryServer registry() {
        return registry;
    }

    AvroSerdes avro() {
        return avro;
    }

    /** What is on the topics now. */
    Committed committed() {
        return new Committed(bootstrapServers(), avro);
    }

    /**
     * A pipeline in a JVM of its own, not waited for.
     *
     * @param name of its log and its state folder; the same name again is the same instance come back
     * @param more settings, {@code key=value}
     */
    PipelineProcess pipeline(String name, String... more) {
        int port = FreePorts.one();
        var arguments = new ArrayList<>(List.of("run"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "state.dir=" + folder.resolve("state-" + name)));
        arguments.addAll(List.of("--set", "http.port=" + port));
        for (var setting : more) {
            arguments.addAll(List.of("--set", setting));
        }
        return new PipelineProcess(ChildJvm.start(command(arguments), folder.resolve(name + ".log")), port);
    }

    /** Runs a command to its end, its words appended to {@code <name>.log}. */
    int run(String name, String... words) {
        var arguments = new ArrayList<>(List.of(words));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "state.dir=" + folder.resolve("state-" + name)));
        try (var child = ChildJvm.start(command(arguments), folder.resolve(name + ".log"))) {
            return child.await(PATIENCE);
        }
    }

    private static JvmCommand command(List<String> arguments) {
        return JvmCommand.ours(Probity.class, arguments.toArray(String[]::new))
                .with(JvmCommand.SHORT_LIVED)
                .with("-Dorg.slf4j.simpleLogger.showDateTime=true");
    }

    /** Publishes what a catalog text says; the pipeline's topics must be there. */
    void publish(String catalog, String publish) throws Exception {
        var file = CatalogFile.parse(publish + ".yaml", catalog);
        if (!file.problems().isEmpty()) {
            throw new IllegalArgumentException("catalog is broken: " + file.problems());
        }
        new DefinitionPublisher(
                        Map.of("bootstrap.servers", bootstrapServers()),
                        avro.codec(Definition.class),
                        "audit.definitions-value")
                .publish(file.catalog(), publish);
    }

    /** Waits, a step at a time: most questions open a client, which costs the pipeline time where processors are few. */
    static void await(String what, BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + PATIENCE + " in vain for " + what);
            }
            pause(200);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Seconds that have gone by since a {@link System#nanoTime()}. */
    static double seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
    }

    /** Chance that can be had again: the seed comes from {@code probity.chaos.seed}, or from the clock, and is printed. */
    static Random random(String test) {
        long seed = Long.getLong("probity.chaos.seed", System.nanoTime() & 0xFFFFFF);
        say(test + ": seed " + seed + " (again with -Dprobity.chaos.seed=" + seed + ")");
        return new Random(seed);
    }

    /** A figure for people, with the load of the machine beside it. */
    static void say(String words) {
        System.out.printf(
                "%s [load %.1f]%n",
                words, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    @Override
    public void close() {
        avro.close();
        registry.close();
        broker.close();
    }
}
