package io.probity.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * One event after the other. The thread's processor time is measured here, since JMH measures none: what the fork found is written to
 * the file that {@value #REPORT} names.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RulesBenchmark {
    static final String REPORT = "probity.bench.report";
    static final String CPU_MICROS = "cpuMicros";
    /** Where an engine tells it itself. */
    static final String WALL_MICROS = "wallMicros";
    /** Where the engine brings its own. */
    static final String RULES = "rules";

    static final String TYPES = "types";
    static final String MATCHES = "matches";
    static final String LOAD_MILLIS = "loadMillis";

    @Param("probity")
    private String engine = "";

    @Param("1")
    private int rules;

    @Param("1")
    private int types;

    @Param("4")
    private int predicates;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, Double> found = new LinkedHashMap<>();
    private @Nullable RuleEngine judge;
    private int event;
    private int events;
    private long begun;
    private long judgedBefore;
    private long judged;
    private long cpuNanos;
    private long measured;

    /** Loads the rules and makes sure that all of their matches are found, and no others. */
    @Setup(Level.Trial)
    public void load() throws Exception {
        var fresh = RuleEngine.named(engine);
        var workload = Workload.of(rules, types, predicates == 4);
        long loading = System.nanoTime();
        fresh.load(workload);
        found.put(LOAD_MILLIS, (System.nanoTime() - loading) / 1e6);
        found.putAll(fresh.atFirst(workload));
        events = fresh.parse(workload);
        int matches = 0;
        for (int i = 0; i < events; i++) {
            matches += fresh.judge(i);
        }
        found.put(MATCHES, (double) matches);
        fresh.check(workload, matches);
        judge = fresh;
    }

    @Setup(Level.Iteration)
    public void begin() {
        Objects.requireNonNull(judge).begin();
        judgedBefore = judged;
        begun = threads.getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void end(IterationParams iteration) {
        if (iteration.getType() == IterationType.MEASUREMENT) {
            cpuNanos += threads.getCurrentThreadCpuTime() - begun;
            measured += judged - judgedBefore;
        }
    }

    /** Last, so that what it does to the heap disturbs nothing. */
    @TearDown(Level.Trial)
    public void report() throws Exception {
        found.put(CPU_MICROS, cpuNanos / 1e3 / measured);
        found.putAll(Objects.requireNonNull(judge).aside(Workload.of(rules, types, predicates == 4)));
        Files.writeString(
                Path.of(System.getProperty(REPORT)),
                found.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining("\n")));
    }

    /** One event. */
    @Benchmark
    public int judge() throws Exception {
        judged++;
        event = event + 1 < events ? event + 1 : 0;
        return Objects.requireNonNull(judge).judge(event);
    }
}
