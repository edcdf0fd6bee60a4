package io.probity.bench;

import io.probity.evaluate.catalog.Catalog;
import io.probity.rig.Committed;
import io.probity.rig.Engines;
import io.probity.rig.KafkaBroker;
import io.probity.rig.RegistryServer;
import io.probity.serde.AvroSerdes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/**
 * Two bare hops and the pipeline in turn, on one broker, over the same records, with the same client settings; for each number
 * of partitions the medians of the runs.
 */
public final class Bench implements AutoCloseable {
    private final BenchPlan plan;
    private final Catalog catalog;
    private final Consumer<String> say;
    private final Path work;
    private final KafkaBroker broker;
    private final RegistryServer registry;
    private final AvroSerdes avro;
    private final Admin admin;
    private int runs;

    private Bench(BenchPlan plan, Catalog catalog, Consumer<String> say, Path work) {
        this.plan = plan;
        this.catalog = catalog;
        this.say = say;
        this.work = work;
        var engines = Engines.required();
        this.broker = KafkaBroker.start(
                engines,
                work.resolve("broker"),
                List.of("-Xms1g", "-Xmx1g"),
                // what a run has left behind is gone before the next has filled the disk
                Map.of("log.segment.delete.delay.ms", "1000"));
        this.registry = RegistryServer.inMemory(engines, work.resolve("registry"));
        this.avro = AvroSerdes.connect(Map.of("schema.registry.url", registry.url()));
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /**
     * Starts broker and registry.
     *
     * @param say hears how it goes on, line by line
     */
    public static Bench start(BenchPlan plan, Catalog catalog, Consumer<String> say) throws IOException {
        return new Bench(plan, catalog, say, Files.createTempDirectory("probity-bench-"));
    }

    /**
     * Measures.
     *
     * @param now no event is later
     */
    public List<Comparison> run(Instant now) throws IOException, InterruptedException, ExecutionException {
        var topics = new BenchTopics(admin);
        var input = new Input(broker.bootstrapServers(), avro);
        var reference = topics.reference(avro);
        input.reference(catalog);
        var comparisons = new ArrayList<Comparison>();
        for (int partitions : plan.partitions()) {
            topics.deleteAllBut(reference);
            topics.input(partitions);
            input.events(plan.events(), now);
            say.accept(plan.events() + " events on " + partitions + " partitions");
            comparisons.add(compare(topics, union(reference, Input.EVENTS), partitions));
        }
        return comparisons;
    }

    private Comparison compare(BenchTopics topics, Set<String> kept, int partitions)
            throws IOException, InterruptedException, ExecutionException {
        var bare = new ArrayList<Figures>();
        var whole = new ArrayList<Figures>();
        for (int i = 0; i < plan.runs(); i++) {
            topics.deleteAllBut(kept);
            topics.bare(partitions);
            bare.add(measured(new BareCase(plan), partitions));
            topics.deleteAllBut(kept);
            whole.add(measured(new PipelineCase(plan, catalog), partitions));
        }
        return new Comparison(
                partitions, catalog.controls().size(), plan.counted(), Figures.medians(bare), Figures.medians(whole));
    }

    private Figures measured(Case which, int partitions) throws IOException, InterruptedException, ExecutionException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var folder = Files.createDirectories(work.resolve("run-" + ++runs));
        var settings = BenchSettings.of(folder, broker.bootstrapServers(), registry.url(), runs, partitions);
        try (var app = which.start(settings, folder.resolve("app.log"))) {
            var figures = new Drain(admin, broker, app)
                    .await(which.last(), partitions, plan.warmUp(), which.expected(partitions), plan.events());
            var found = which.verify(new Committed(broker.bootstrapServers(), avro), avro, partitions);
            app.kill(); // an orderly end would only write what nobody reads
            say.accept(String.format(
                    Locale.ROOT,
                    "%d partitions  %-14s %8.0f events/s  %6.1f app + %5.1f broker µs/event  load %.1f  %s",
                    partitions,
                    which.name(),
                    figures.eventsPerSecond(),
                    figures.appMicros(),
                    figures.brokerMicros(),
                    load,
                    found));
            return figures;
        } finally {
            Utils.delete(folder.toFile());
        }
    }

    private static Set<String> union(Set<String> some, String more) {
        var all = new HashSet<>(some);
        all.add(more);
        return all;
    }

    @Override
    public void close() throws IOException {
        admin.close();
        avro.close();
        registry.close();
        broker.close();
        Utils.delete(work.toFile());
    }
}
