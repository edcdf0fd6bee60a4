package io.probity.bench;

import io.probity.evaluate.LedgerRules;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.model.AuditEvent;
import java.util.List;
import java.util.stream.Collectors;

/** Ours: a catalog of controls in CEL, published, and asked as the ledger asks. */
final class ProbityRules implements RuleEngine {
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

    @Override
    public int judge(int event) {
        return rules.applying(events.get(event));
    }
}
