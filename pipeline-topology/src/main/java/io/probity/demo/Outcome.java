package io.probity.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.Adherence;
import io.probity.model.Balance;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Tier;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came out of a demo, read from the topics themselves.
 *
 * @param violations the last state of each
 * @param adherence the last state of each
 */
public record Outcome(
        List<Balance> balance,
        Collection<Violation> violations,
        Collection<Adherence> adherence,
        List<SealedEntry> leaves,
        URI endpoint,
        Duration took) {

    /** The keys that cli.md promises; others may be added, none taken away. */
    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        var balances = json.putObject("balance");
        balance.forEach(it -> balances.putObject(it.getSource())
                .put("received", it.getReceived())
                .put("accepted", it.getAccepted())
                .put("duplicate", it.getDuplicate())
                .put("refused", it.getRefused()));
        json.put("violations", violations.size());
        var standings = json.putObject("adherence");
        byStatus().forEach((status, n) -> standings.put(status.name(), n));
        var tiers = json.putObject("tiers");
        for (var tier : List.of(Tier.HOT, Tier.WARM, Tier.COLD)) {
            tiers.put(
                    tier.name().toLowerCase(Locale.ROOT),
                    leaves.stream().filter(it -> it.getTier() == tier).count());
        }
        var partitions = json.putObject("leaves");
        leavesByPartition().forEach((partition, n) -> partitions.put(String.valueOf(partition), n));
        json.put("endpoint", endpoint.toString());
        return json.put("seconds", took.toMillis() / 1000.0);
    }

    Map<Status, Long> byStatus() {
        return adherence.stream()
                .collect(Collectors.groupingBy(Adherence::getStatus, TreeMap::new, Collectors.counting()));
    }

    Map<Integer, Long> leavesByPartition() {
        return leaves.stream()
                .collect(Collectors.groupingBy(SealedEntry::getPartition, TreeMap::new, Collectors.counting()));
    }

    long resolved() {
        return violations.stream()
                .filter(it -> it.getStatus() == ViolationStatus.RESOLVED)
                .count();
    }

    /** For people: one table, and the story's own violations. */
    public String table() {
        var text = new StringBuilder();
        text.append(
                String.format("%n%-12s %9s %9s %9s %9s%n", "source", "received", "accepted", "duplicate", "refused"));
        for (var it : balance) {
            text.append(String.format(
                    "%-12s %9d %9d %9d %9d%n",
                    it.getSource(), it.getReceived(), it.getAccepted(), it.getDuplicate(), it.getRefused()));
        }
        text.append(String.format("%nleaves       %s by partition%n", leavesByPartition()));
        text.append(String.format("adherence    %s%n", byStatus()));
        text.append(String.format("violations   %d, of which %d resolved%n%n", violations.size(), resolved()));
        violations.stream()
                .filter(it -> it.getSubject().startsWith("request/"))
                .sorted(Comparator.comparing(Violation::getOccurredAt))
                .forEach(it -> text.append(String.format(
                        "  %-9s %-8s %-18s %s%n            %s%n",
                        it.getStatus(), it.getSeverity(), it.getSubject(), it.getTitle(), it.getReason())));
        return text.toString();
    }
}
