package io.probity.evaluate;

import io.probity.evaluate.catalog.Publication;
import io.probity.evaluate.cel.Expressions;
import io.probity.leaf.Refusal;
import io.probity.model.Definition;
import io.probity.model.DefinitionRow;
import io.probity.model.LeafRef;
import io.probity.model.RefreshRow;
import java.time.Instant;
import java.util.ArrayDeque;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The definitions and refreshes of one partition as the log gave them, kept, and the turns that they make. */
final class Publishes {
    private final KeyValueStore<String, DefinitionRow> rows;
    private final KeyValueStore<String, RefreshRow> refreshRows;
    private final Refreshes refreshes = new Refreshes();
    private final Turns turns;

    /** Reads what the stores hold: the keys of both are in the order of the log. */
    Publishes(
            KeyValueStore<String, DefinitionRow> rows,
            KeyValueStore<String, RefreshRow> refreshRows,
            Expressions expressions) {
        this.rows = rows;
        this.refreshRows = refreshRows;
        this.turns = new Turns(expressions);
        var waiting = new ArrayDeque<RefreshRow>();
        try (var each = refreshRows.all()) {
            each.forEachRemaining(row -> waiting.add(row.value));
        }
        try (var each = rows.all()) {
            while (each.hasNext()) {
                var row = each.next();
                while (!waiting.isEmpty() && key(waiting.getFirst().getLeaf()).compareTo(row.key) < 0) {
                    again(waiting.removeFirst());
                }
                turns.take(row.value);
            }
        }
        waiting.forEach(this::again);
    }

    Turns turns() {
        return turns;
    }

    /**
     * One definition of the log, or the commit that ends its publish.
     *
     * @return what a commit found; null where it is none
     */
    @Nullable Publication take(Definition definition, LeafRef leaf, Instant logTime) {
        var found = turns.take(new DefinitionRow(definition, 0, leaf, logTime));
        int publish = found instanceof Publication.Whole ? turns.rulebook().publishes() : 0;
        rows.put(key(leaf), new DefinitionRow(definition, publish, leaf, logTime));
        return found;
    }

    /**
     * A refresh of the log.
     *
     * @return why it is not taken; null where it is
     */
    @Nullable Refusal refresh(String scope, LeafRef leaf, Instant logTime) {
        var refusal = refreshes.refusal(scope, turns.rulebook(), logTime);
        if (refusal == null) {
            var row = new RefreshRow(scope, leaf, logTime);
            again(row);
            refreshRows.put(key(leaf), row);
        }
        return refusal;
    }

    private void again(RefreshRow row) {
        refreshes.take(row);
        turns.refresh(row);
    }

    private static String key(LeafRef leaf) {
        return String.format("%019d", leaf.getLeaf());
    }
}
