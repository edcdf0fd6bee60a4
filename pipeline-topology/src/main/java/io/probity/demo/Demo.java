package io.probity.demo;

import io.probity.app.DefinitionPublisher;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.model.Balance;
import io.probity.model.Definition;
import io.probity.own.OwnEvent;
import io.probity.serde.AvroSerdes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;

/** The demo from start to end: stack up, catalog published, samples played, everything accounted for. */
public final class Demo implements AutoCloseable {
    private static final long SEED = 1;
    /** Partitions of the log, see generation.partitions. */
    private static final int PARTITIONS = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path work;
    private final Stack stack;
    private final Consumer<String> say;
    private final long began = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Demo(Path work, Stack stack, Consumer<String> say) {
        this.work = work;
        this.stack = stack;
        this.say = say;
    }

    /** Starts the stack in a work folder of its own. */
    public static Demo start(Consumer<String> say) throws IOException, InterruptedException, ExecutionException {
        var work = Files.createTempDirectory("probity-demo-");
        say.accept("starting a broker, a registry and the pipeline on loopback, in " + work);
        var abandoned = new Thread(() -> abandon(work));
        Runtime.getRuntime().addShutdownHook(abandoned);
        try {
            return new Demo(work, Stack.start(work), say);
        } catch (Throwable failed) {
            Utils.delete(work.toFile());
            throw failed;
        } finally {
            forget(abandoned);
        }
    }

    /** A signal while it starts: nobody has it yet to close it, and what it has started still writes. */
    private static void abandon(Path work) {
        for (int i = 0; i < 100 && Files.exists(work); i++) {
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
            try {
                Thread.sleep(50);
                Utils.delete(work.toFile());
            } catch (IOException stillWritten) {
                // once more
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException itRuns) {
            // and does what it is for
        }
    }

    /**
     * Publishes the catalog, plays the samples, and waits until each is accounted for.
     *
     * @param controls folder of catalog files
     * @param now no sample is later than this
     */
    public Outcome play(Path controls, Instant now) throws IOException, InterruptedException, ExecutionException {
        awaitRunning();
        say.accept("endpoint " + stack.pipeline().endpoint());
        int definitions = publish(controls);
        var samples = Samples.of(SEED, now);
        try (var collector = new Collector(stack.bootstrapServers(), stack.registryUrl())) {
            // what comes before the controls is not judged, and which topic is read first is Kafka's choice
            await("the controls to be in force", () -> collector.partitionsWith(definitions) == PARTITIONS);
        }
        try (var player = new Player(stack.bootstrapServers(), stack.registryUrl())) {
            player.play(samples);
        }
        int events = Samples.events(samples);
        say.accept(samples.size() + " records with " + events + " events played");
        try (var collector = new Collector(stack.bootstrapServers(), stack.registryUrl())) {
            awaitAccounted(collector, events);
            var took = Duration.ofNanos(System.nanoTime() - began);
            return collector.outcome(stack.pipeline().endpoint(), took);
        }
    }

    /** How many records were published, the commit among them. */
    private int publish(Path controls) throws IOException, InterruptedException, ExecutionException {
        var files = CatalogFile.read(List.of(controls));
        for (var file : files) {
            for (var problem : file.problems()) {
                throw new IllegalArgumentException("catalog is broken: " + problem);
            }
        }
        try (var avro = AvroSerdes.connect(Map.of("schema.registry.url", stack.registryUrl()))) {
            int written = new DefinitionPublisher(
                            Map.of("bootstrap.servers", stack.bootstrapServers()),
                            avro.codec(Definition.class),
                            "audit.definitions-value")
                    .publish(CatalogFile.together(files), "demo-1");
            say.accept(written + " definitions published from " + controls);
            return written + 1;
        }
    }

    private void awaitRunning() throws InterruptedException {
        var pipeline = stack.pipeline();
        await(
                "the pipeline to run",
                () -> pipeline.state() == KafkaStreams.State.RUNNING
                        && pipeline.indexState() == KafkaStreams.State.RUNNING);
    }

    private void awaitAccounted(Collector collector, int events) throws InterruptedException {
        await("all " + events + " events to be accounted for", () -> {
            var balance = collector.balance();
            var played = balance.stream().filter(it -> !it.getSource().equals(OwnEvent.SOURCE));
            return played.mapToLong(Balance::getReceived).sum() == events
                    && balance.stream().allMatch(Demo::isEven);
        });
    }

    private static boolean isEven(Balance it) {
        return it.getReceived() == it.getAccepted() + it.getDuplicate() + it.getRefused();
    }

    private static void await(String what, BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + PATIENCE + " in vain for " + what);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            stack.close();
            Utils.delete(work.toFile());
        }
    }
}
