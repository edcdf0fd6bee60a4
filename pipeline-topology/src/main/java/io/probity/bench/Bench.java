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
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/**
 * Two bare hops and the pipeline in turn, on one broker, over the same records, with the same client settings; for each number
 * of partitions, and for each size of the catalog, the medians of the runs.
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
        input.reference();
        var comparisons = new ArrayList<Comparison>();
        for (int partitions : plan.partitions()) {
            topics.deleteAllBut(reference);
            topics.input(partitions);
            input.events(plan.events(), now);
            say.accept(plan.events() + " events on " + partitions + " partitions");
            comparisons.addAll(compare(topics, input, union(reference, Input.EVENTS), partitions));
        }
        return comparisons;
    }

    private List<Comparison> compare(BenchTopics topics, Input input, Set<String> kept, int partitions)
            throws IOException, InterruptedException, ExecutionException {
        var bare = new ArrayList<Figures>();
        var cases = catalogs().stream().map(it -> new PipelineCase(plan, it)).toList();
        var whole = new ArrayList<List<Figures>>();
        cases.forEach(it -> whole.add(new ArrayList<>()));
        for (int i = 0; i < plan.runs(); i++) {
            topics.deleteAllBut(kept);
            topics.bare(partitions);
            bare.add(measured(new BareCase(plan), partitions));
            for (int which = 0; which < cases.size(); which++) {
                topics.deleteAllBut(kept);
                topics.definitions(avro);
                input.publish(cases.get(which).catalog());
                whole.get(which).add(measured(cases.get(which), partitions));
            }
        }
        return IntStream.range(0, cases.size())
                .mapToObj(which -> new Comparison(
                        partitions,
                        cases.get(which).catalog().controls().size(),
                        plan.counted(),
                        Figures.medians(bare),
                        Figures.medians(whole.get(which))))
                .toList();
    }

    private List<Catalog> catalogs() {
        var sized = new SizedCatalog(catalog);
        return plan.controls().isEmpty()
                ? List.of(catalog)
                : plan.controls().stream().map(sized::of).toList();
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
                    "%d partitions  %-22s %8.0f events/s  %6.1f app + %5.1f broker µs/event  load %.1f  %s",
                    partitions,
                    which.title(),
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
