package io.probity.bench;

import io.probity.evaluate.catalog.Catalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * Two bare hops and the pipeline in turn, on one broker, over the same records, with the same client settings; for each number
 * of partitions, and for each size of the catalog, the medians of the runs.
 */
public final class Bench implements AutoCloseable {
    private final BenchPlan plan;
    private final Catalog catalog;
    private final Consumer<String> say;
    private final BenchEngines engines;
    private int runs;

    private Bench(BenchPlan plan, Catalog catalog, Consumer<String> say, BenchEngines engines) {
        this.plan = plan;
        this.catalog = catalog;
        this.say = say;
        this.engines = engines;
    }

    /**
     * Starts broker and registry.
     *
     * @param say hears how it goes on, line by line
     */
    public static Bench start(BenchPlan plan, Catalog catalog, Consumer<String> say) throws IOException {
        return new Bench(plan, catalog, say, BenchEngines.start());
    }

    /**
     * Measures.
     *
     * @param now no event is later
     */
    public List<Comparison> run(Instant now) throws IOException, InterruptedException, ExecutionException {
        var topics = new BenchTopics(engines.admin());
        var input = new Input(engines.broker().bootstrapServers(), engines.avro());
        var reference = topics.reference(engines.avro());
        input.reference();
        var comparisons = new ArrayList<Comparison>();
        for (int partitions : plan.partitions()) {
            say.accept(plan.events() + " events on " + partitions + " partitions");
            comparisons.addAll(compare(topics, input, reference, partitions, now));
        }
        return comparisons;
    }

    private List<Comparison> compare(
            BenchTopics topics, Input input, Set<String> reference, int partitions, Instant now)
            throws IOException, InterruptedException, ExecutionException {
        var bare = new ArrayList<Figures>();
        var cases = catalogs().stream().map(it -> new PipelineCase(plan, it)).toList();
        var whole = new ArrayList<List<Figures>>();
        cases.forEach(it -> whole.add(new ArrayList<>()));
        for (int i = 0; i < plan.runs(); i++) {
            topics.deleteAllBut(reference);
            load(topics, input, partitions, now);
            topics.bare(partitions);
            bare.add(measured(new BareCase(plan), partitions));
            for (int which = 0; which < cases.size(); which++) {
                topics.deleteAllBut(reference);
                topics.definitions(engines.avro());
                // before the events: of two topics Kafka Streams takes the older record first
                input.publish(cases.get(which).catalog());
                load(topics, input, partitions, now);
                whole.get(which).add(measured(cases.get(which), partitions));
            }
        }
        return IntStream.range(0, cases.size())
                .mapToObj(which -> Comparison.of(
                        partitions,
                        cases.get(which).catalog().controls().size(),
                        plan.counted(),
                        bare,
                        whole.get(which)))
                .toList();
    }

    private void load(BenchTopics topics, Input input, int partitions, Instant now)
            throws InterruptedException, ExecutionException {
        topics.input(partitions);
        input.events(plan.events(), now);
    }

    private List<Catalog> catalogs() {
        var sized = new SizedCatalog(catalog);
        return plan.controls().isEmpty()
                ? List.of(catalog)
                : plan.controls().stream().map(sized::of).toList();
    }

    private Figures measured(Case which, int partitions) throws IOException, InterruptedException, ExecutionException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var folder = Files.createDirectories(engines.work().resolve("run-" + ++runs));
        var settings = BenchSettings.of(folder, engines, runs, partitions);
        try (var app = which.start(settings, folder.resolve("app.log"))) {
            var figures = new Drain(engines.admin(), engines.broker(), app)
                    .await(which.last(), partitions, plan.warmUp(), which.expected(partitions), plan.events());
            var found = which.verify(engines.committed(), engines.avro(), partitions);
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

    @Override
    public void close() throws IOException {
        engines.close();
    }
}
