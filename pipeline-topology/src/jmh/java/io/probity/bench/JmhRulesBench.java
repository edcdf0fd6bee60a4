package io.probity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every engine with every set of rules, each in forks of its own. */
public final class JmhRulesBench implements RulesBench {
    /** Rules and types. */
    private static final List<int[]> SETS = List.of(
            new int[] {1, 1}, new int[] {1_000, 50}, new int[] {1_000, 1}, new int[] {5_000, 50}, new int[] {5_000, 1});

    /** An engine that takes so long to load its rules, many seconds each time, gets no further fork. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int WARMUPS = 5;
    /** Many controls and many kinds of events: until all of it is compiled, some 15 s pass on two cores. */
    private static final int CATALOG_WARMUPS = 40;

    private static final int ALL_PREDICATES = 4;
    private static final int WITHOUT_NUMBER = 3;
    private static final String CATALOG = "catalog";
    private static final String SIEMBOL = "siembol";

    /** For the service loader. */
    public JmhRulesBench() {}

    @Override
    public List<RuleFigure> run(RulesPlan plan, Consumer<String> say) throws Exception {
        var figures = new ArrayList<RuleFigure>();
        figures.add(told(figure(plan, CATALOG, new int[] {1, 1}, 0), say));
        for (var set : plan.quick() ? SETS.subList(0, 2) : SETS) {
            var engines = Stream.concat(Stream.of(RuleFigure.OURS), plan.engines().stream())
                    .toList();
            for (var engine : engines) {
                if (!engine.equals(SIEMBOL)) {
                    figures.add(told(figure(plan, engine, set, ALL_PREDICATES), say));
                }
            }
            if (engines.contains(SIEMBOL)) {
                for (var engine : List.of(RuleFigure.OURS, SIEMBOL)) {
                    figures.add(told(figure(plan, engine, set, WITHOUT_NUMBER), say));
                }
            }
        }
        return figures;
    }

    private static RuleFigure told(RuleFigure it, Consumer<String> say) {
        say.accept(String.format(
                Locale.ROOT,
                "%-12s %d predicates, %d rules, %d types: %.3f µs of thread time",
                it.engine(),
                it.predicates(),
                it.rules(),
                it.types(),
                it.cpu().median()));
        return it;
    }

    private static RuleFigure figure(RulesPlan plan, String engine, int[] set, int predicates) throws Exception {
        var wall = new ArrayList<Double>();
        var found = new TreeMap<String, List<Double>>();
        long begun = System.nanoTime();
        for (int fork = 0; fork < plan.forks() && System.nanoTime() - begun < MOST_NANOS; fork++) {
            var report = Files.createTempFile("probity-bench-", ".properties");
            try {
                wall.add(micros(plan, engine, set, predicates, report));
                read(report)
                        .forEach((name, value) -> found.computeIfAbsent(name, it -> new ArrayList<>())
                                .add(value));
            } finally {
                Files.deleteIfExists(report);
            }
        }
        var spreads = new HashMap<String, Spread>();
        found.forEach((name, values) -> spreads.put(name, Spread.of(values)));
        var cpu = spreads.remove(RulesBenchmark.CPU_MICROS);
        var matches = spreads.remove(RulesBenchmark.MATCHES);
        var load = spreads.remove(RulesBenchmark.LOAD_MILLIS);
        var own = spreads.remove(RulesBenchmark.WALL_MICROS);
        if (cpu == null || matches == null || load == null) {
            throw new IllegalStateException("a fork of " + engine + " told nothing");
        }
        var more = new TreeMap<String, Double>();
        more.put(RuleFigure.FORKS, (double) wall.size());
        spreads.forEach((name, spread) -> more.put(name, spread.median()));
        var rules = more.remove(RulesBenchmark.RULES);
        var types = more.remove(RulesBenchmark.TYPES);
        return new RuleFigure(
                engine.equals(CATALOG) ? RuleFigure.OURS : engine,
                predicates,
                rules == null ? set[0] : rules.intValue(),
                types == null ? set[1] : types.intValue(),
                own == null ? Spread.of(wall) : own,
                cpu,
                (long) matches.median(),
                load,
                more);
    }

    /** One fork. */
    private static double micros(RulesPlan plan, String engine, int[] set, int predicates, Path report)
            throws Exception {
        var options = new OptionsBuilder()
                .include(RulesBenchmark.class.getName().replace(".", "\\.") + "\\.judge")
                .param("engine", engine)
                .param("rules", String.valueOf(set[0]))
                .param("types", String.valueOf(set[1]))
                .param("predicates", String.valueOf(predicates))
                .forks(1)
                .jvmArgsAppend("-D" + RulesBenchmark.REPORT + "=" + report, "-Xms1g", "-Xmx1g")
                .warmupIterations(plan.quick() ? 1 : engine.equals(CATALOG) ? CATALOG_WARMUPS : WARMUPS)
                .warmupTime(TimeValue.milliseconds(plan.quick() ? 300 : 500))
                .measurementIterations(plan.quick() ? 1 : 3)
                .measurementTime(TimeValue.milliseconds(plan.quick() ? 300 : 500))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }

    private static Map<String, Double> read(Path report) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(report)) {
            properties.load(in);
        }
        var found = new HashMap<String, Double>();
        properties.forEach((name, value) -> found.put(name.toString(), Double.valueOf(value.toString())));
        return found;
    }
}
