package io.probity.bench;

import io.probity.evaluate.LedgerRules;
import io.probity.model.AuditEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shipped catalog over the demo's events, each decoded anew, some at a time, and then judged: both are timed by themselves, in turn,
 * so that whatever else the machine does slows both alike.
 */
final class CatalogRules implements RuleEngine {
    private static final int BATCH = 256;

    private final LedgerRules rules = new LedgerRules();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AuditEvent[] batch = new AuditEvent[BATCH];
    private @Nullable DemoLog log;
    private int controls;
    private long events;
    private long decodeNanos;
    private long judgeNanos;
    private long judgeWallNanos;

    @Override
    public void load(Workload workload) throws Exception {
        controls = rules.publishFolder(Path.of(System.getProperty("probity.home", ".."), "controls"));
    }

    /** Every event once, so that the subjects are known and their facts are told. */
    @Override
    public int parse(Workload workload) {
        log = new DemoLog();
        for (int i = 0; i < log.size(); i++) {
            rules.judged(log.event(i));
        }
        return log.size();
    }

    @Override
    public int judge(int event) {
        if (log == null) {
            throw new IllegalStateException("parse comes first");
        }
        if (event % BATCH != 0) {
            return 0; // its batch has been judged
        }
        if (event == 0) {
            rules.forget();
        }
        long begun = threads.getCurrentThreadCpuTime();
        int size = Math.min(BATCH, log.size() - event);
        for (int i = 0; i < size; i++) {
            batch[i] = log.event(event + i);
        }
        long decoded = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        int verdicts = 0;
        for (int i = 0; i < size; i++) {
            verdicts += rules.judged(batch[i]);
        }
        judgeWallNanos += System.nanoTime() - wall;
        judgeNanos += threads.getCurrentThreadCpuTime() - decoded;
        decodeNanos += decoded - begun;
        events += size;
        return verdicts;
    }

    @Override
    public void begin() {
        events = 0;
        decodeNanos = 0;
        judgeNanos = 0;
        judgeWallNanos = 0;
    }

    @Override
    public void check(Workload workload, int found) {
        if (found == 0) {
            throw new IllegalStateException("no control has anything to say of any event of the demo");
        }
    }

    @Override
    public Map<String, Double> aside(Workload workload) {
        return Map.of(
                RulesBenchmark.CPU_MICROS, judgeNanos / 1e3 / events,
                RulesBenchmark.WALL_MICROS, judgeWallNanos / 1e3 / events,
                RuleFigure.DECODE_MICROS, decodeNanos / 1e3 / events,
                RulesBenchmark.RULES, (double) controls,
                RulesBenchmark.TYPES, (double) rules.types());
    }
}
