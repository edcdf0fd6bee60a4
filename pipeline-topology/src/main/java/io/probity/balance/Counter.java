package io.probity.balance;

import io.probity.model.BalancePart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueStore;

/** One task's counts by source, and which of them moved since they were last told. */
final class Counter {
    private final KeyValueStore<String, BalancePart> counts;
    private final String part;
    private final Set<String> moved = new HashSet<>();

    /** After a restart everything counts as moved: a count told twice replaces itself. */
    Counter(KeyValueStore<String, BalancePart> counts, String part) {
        this.counts = counts;
        this.part = part;
        try (var rows = counts.all()) {
            rows.forEachRemaining(row -> moved.add(row.key));
        }
    }

    void count(String tenant, String source, UnaryOperator<BalancePart> step) {
        var key = tenant + '|' + source;
        var before = counts.get(key);
        counts.put(key, step.apply(before == null ? Tally.none(tenant, source, part) : before));
        moved.add(key);
    }

    /** The counts that moved, each told once. */
    List<BalancePart> changed() {
        var told = new ArrayList<BalancePart>(moved.size());
        for (var key : moved) {
            var count = counts.get(key);
            if (count != null) {
                told.add(count);
            }
        }
        moved.clear();
        return told;
    }
}
