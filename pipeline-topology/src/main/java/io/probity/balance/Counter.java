package io.probity.balance;

import io.probity.model.BalancePart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueStore;

/** One task's counts by source, and which of them moved since they were last told. */
final class Counter {
    private final KeyValueStore<String, BalancePart> store;
    /** The rows as they were last written: read once a start, and written with every count, so a commit finds them. */
    private final Map<String, BalancePart> counts = new HashMap<>();

    private final String part;
    private final Set<String> moved = new HashSet<>();

    /** After a restart everything counts as moved: a count told twice replaces itself. */
    Counter(KeyValueStore<String, BalancePart> store, String part) {
        this.store = store;
        this.part = part;
        try (var rows = store.all()) {
            rows.forEachRemaining(row -> counts.put(row.key, row.value));
        }
        moved.addAll(counts.keySet());
    }

    void count(String tenant, String source, UnaryOperator<BalancePart> step) {
        var key = tenant + '|' + source;
        var before = counts.get(key);
        var after = step.apply(before == null ? Tally.none(tenant, source, part) : before);
        counts.put(key, after);
        store.put(key, after);
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
