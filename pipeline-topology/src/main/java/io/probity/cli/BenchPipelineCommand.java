package io.probity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.bench.Bench;
import io.probity.bench.BenchPlan;
import io.probity.bench.Comparison;
import io.probity.bench.Figures;
import io.probity.bench.SizedCatalog;
import io.probity.evaluate.catalog.Catalog;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The pipeline with the shipped catalog, beside two bare hops. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the pipeline beside two bare hops.",
            "Drains the same backlog through (a) two bare hops, which decode, get and put one row, and encode, and (b) the"
                    + " pipeline with the shipped catalog, in turn: same broker, same bytes, same client settings,"
                    + " exactly-once. 100,000 subjects; 30 %% of the events trigger a control, 5 %% are duplicates, 1 %% are"
                    + " malformed. Prints medians and the machine's load; absolute times are worth what the machine is.",
            "",
            "Example: probity bench pipeline --json bench.json",
            "Example: probity bench pipeline --partitions 1 --controls 10,100,1000"
        })
final class BenchPipelineCommand implements Callable<Integer> {
    @Option(
            names = "--partitions",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4",
            description = "How many the topics have, one after the other. Default: 1,2,4")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "300000",
            description = "How many in each run. Default: 300000")
    private int events;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many of each program. Default: 5")
    private int runs;

    @Option(
            names = "--controls",
            paramLabel = "N",
            split = ",",
            description = {
                "Sizes of catalogs, the pipeline measured with each: the shipped controls that the mix meets, and generated ones of"
                        + " which none applies. Default: the shipped catalog as it is"
            })
    private List<Integer> controls = List.of();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        var shipped = ControlFiles.shippedCatalog(spec.commandLine());
        try (var bench = Bench.start(plan(shipped), shipped, line -> err.println("bench: " + line))) {
            var comparisons = bench.run(Instant.now());
            err.println(table(comparisons));
            json.write(json(comparisons));
        }
        return 0;
    }

    private BenchPlan plan(Catalog shipped) {
        try {
            SizedCatalog.requireEnough(shipped, controls);
            return new BenchPlan(partitions, events, runs, controls);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static String table(List<Comparison> comparisons) {
        var text = new StringBuilder(String.format(
                "%npartitions  %-22s %10s %8s %10s %8s %11s %12s %6s%n",
                "", "events/s", "app µs", "broker µs", "both µs", "throughput", "of runs", "CPU"));
        int partitionsBefore = 0;
        for (var it : comparisons) {
            if (it.partitions() != partitionsBefore) {
                line(text, it.partitions(), "two bare hops", it.bare())
                        .append(String.format("%11s %12s %6s%n", "1", "", "1"));
                partitionsBefore = it.partitions();
            }
            line(text, it.partitions(), "pipeline, " + it.controls() + " controls", it.pipeline())
                    .append(String.format(
                            Locale.ROOT,
                            "%11.2f %12s %6.2f%n",
                            it.throughput(),
                            String.format(
                                    Locale.ROOT,
                                    "%.2f-%.2f",
                                    it.pairs().low(),
                                    it.pairs().high()),
                            it.cpu()));
        }
        return text.toString();
    }

    private static StringBuilder line(StringBuilder text, int partitions, String name, Figures figures) {
        return text.append(String.format(
                Locale.ROOT,
                "%10d  %-22s %10.0f %8.1f %10.1f %8.1f ",
                partitions,
                name,
                figures.eventsPerSecond(),
                figures.appMicros(),
                figures.brokerMicros(),
                figures.micros()));
    }

    /** The keys that cli.md promises; others may be added, none taken away. */
    private static ArrayNode json(List<Comparison> comparisons) {
        var json = JsonNodeFactory.instance.arrayNode();
        int partitionsBefore = 0;
        for (var it : comparisons) {
            if (it.partitions() != partitionsBefore) {
                add(json, "two-bare-hops", it, 0, it.bare(), 1, 1);
                partitionsBefore = it.partitions();
            }
            add(json, "pipeline", it, it.controls(), it.pipeline(), it.throughput(), it.cpu())
                    .put("ratioLow", rounded(it.pairs().low()))
                    .put("ratioHigh", rounded(it.pairs().high()));
        }
        return json;
    }

    private static ObjectNode add(
            ArrayNode json, String name, Comparison it, int controls, Figures figures, double ratio, double cpuRatio) {
        return json.addObject()
                .put("case", name)
                .put("partitions", it.partitions())
                .put("controls", controls)
                .put("events", it.events())
                .put("eventsPerSecond", rounded(figures.eventsPerSecond()))
                .put("appMicrosPerEvent", rounded(figures.appMicros()))
                .put("brokerMicrosPerEvent", rounded(figures.brokerMicros()))
                .put("ratio", rounded(ratio))
                .put("cpuRatio", rounded(cpuRatio));
    }

    private static double rounded(double figure) {
        return Math.round(figure * 100) / 100.0;
    }
}
