package io.probity.evaluate;

import io.probity.evaluate.catalog.Publication;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Definition;
import io.probity.model.DefinitionRow;
import io.probity.model.LeafRef;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The definitions of one partition as the log gave them, kept, and the turns that they make. */
final class Publishes {
    private final KeyValueStore<String, DefinitionRow> rows;
    private final Turns turns;

    /** Reads what the store holds: the keys are in the order of the log. */
    Publishes(KeyValueStore<String, DefinitionRow> rows, Expressions expressions) {
        this.rows = rows;
        this.turns = new Turns(expressions);
        try (var each = rows.all()) {
            each.forEachRemaining(row -> turns.take(row.value));
        }
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
        rows.put(String.format("%019d", leaf.getLeaf()), new DefinitionRow(definition, publish, leaf, logTime));
        return found;
    }
}
