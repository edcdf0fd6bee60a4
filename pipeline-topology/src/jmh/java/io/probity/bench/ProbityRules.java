package io.probity.bench;

import io.probity.evaluate.LedgerRules;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.model.AuditEvent;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Ours: a catalog of controls in CEL, published, and asked as the ledger asks. */
final class ProbityRules implements RuleEngine {
    private static final int CHANGES = 20;

    private final LedgerRules rules = new LedgerRules();
    private List<AuditEvent> events = List.of();

    @Override
    public void load(Workload workload) {
        rules.publish("bench", catalog(workload, "1"));
    }

    /** A catalog as a user writes it. */
    static String catalog(Workload workload, String version) {
        return workload.rules().stream()
                .map(it -> control(it, version, workload.withNumber()))
                .collect(Collectors.joining("", "controls:\n", ""));
    }

    static String control(Rule rule, String version, boolean withNumber) {
        return """
                  - id: %s
                    version: "%s"
                    effectiveFrom: 2020-01-01T00:00:00Z
                    title: Nobody does this to what is watched
                    severity: high
                    judges: occurrence
                    triggers: [{event: %s}]
                    when: >-
                      event.action in [%s] && event.target.id.startsWith("%s")%s
                    expect: "false"
                """.formatted(
                        rule.id(),
                        version,
                        rule.type(),
                        rule.actions().stream().map(it -> '"' + it + '"').collect(Collectors.joining(", ")),
                        rule.prefix(),
                        withNumber ? " && event.metadata.processingTime > " + rule.above() : "");
    }

    @Override
    public int parse(Workload workload) {
        events = workload.events().stream()
                .map(it -> PartialEvent.complete(it.json(), it.type(), "project"))
                .toList();
        return events.size();
    }

    /** The first change after a start: one control gets a new version that asks for another resource; after it one that asks what it asked. */
    @Override
    public Map<String, Double> atFirst(Workload workload) {
        double millis = change(workload, 0);
        LedgerRules.definitions(
                        "back",
                        "controls:\n" + control(workload.rules().getFirst(), "back", workload.withNumber()))
                .forEach(rules::take);
        return Map.of(RuleFigure.FIRST_CHANGE_MILLIS, millis);
    }

    /** Changes when all is warm, and the heap of one control: a rulebook beside one of a single rule, each after collecting garbage. */
    @Override
    public Map<String, Double> aside(Workload workload) {
        var changes = new ArrayList<Double>();
        for (int i = 1; i <= CHANGES; i++) {
            changes.add(change(workload, i));
        }
        var one = new Workload(workload.rules().subList(0, 1), List.of(), workload.withNumber());
        long before = heapAfter(one);
        long after = heapAfter(workload);
        int others = workload.rules().size() - 1;
        var aside = new HashMap<String, Double>();
        aside.put(RuleFigure.CHANGE_MILLIS, Spread.of(changes).median());
        if (others > 0) {
            aside.put(RuleFigure.BYTES_PER_CONTROL, (double) (after - before) / others);
        }
        return aside;
    }

    private double change(Workload workload, int number) {
        var rule = workload.rules().get(number * 37 % workload.rules().size());
        var other = new Rule(
                rule.id(), rule.type(), rule.actions(), rule.prefix() + "changed-" + number + "/", rule.above());
        var publish = LedgerRules.definitions(
                "change-" + number, "controls:\n" + control(other, "changed-" + number, workload.withNumber()));
        var threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        publish.forEach(rules::take);
        return (threads.getCurrentThreadCpuTime() - begun) / 1e6;
    }

    /** Bytes that are live while these rules are loaded a second time. */
    private static long heapAfter(Workload workload) {
        var more = new LedgerRules();
        more.publish("bench", catalog(workload, "1"));
        var memory = ManagementFactory.getMemoryMXBean();
        try {
            for (int i = 0; i < 3; i++) {
                memory.gc();
            }
            return memory.getHeapMemoryUsage().getUsed();
        } finally {
            Reference.reachabilityFence(more);
        }
    }

    @Override
    public int judge(int event) {
        return rules.applying(events.get(event));
    }
}
