package io.probity.evaluate;

import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.DefinitionRow;
import io.probity.model.LeafRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The definitions of one partition as the log gave them, and the rulebook that they make. A publish waits, definition by
 * definition, until its commit puts all of it in force at once.
 */
final class Publishes {
    private final KeyValueStore<String, DefinitionRow> rows;
    private final List<DefinitionRow> commits = new ArrayList<>();
    /** By publish, the first without any: a subject is settled with a publish as the rules stood then, however late. */
    private final List<Rulebook> rulebooks = new ArrayList<>(List.of(Rulebook.empty()));

    /** Reads what the store holds: the keys are in the order of the log. */
    Publishes(KeyValueStore<String, DefinitionRow> rows) {
        this.rows = rows;
        var waiting = new ArrayList<DefinitionRow>();
        try (var each = rows.all()) {
            each.forEachRemaining(row -> waiting.add(row.value));
        }
        for (var row : waiting) {
            if (row.getDefinition().getKind() == DefinitionKind.COMMIT) {
                commit(row, waiting);
            }
        }
    }

    /** What is in force now. */
    Rulebook rulebook() {
        return rulebooks.get(count());
    }

    /** What was in force after a publish, numbered from 1. */
    Rulebook rulebook(int publish) {
        return rulebooks.get(publish);
    }

    /** Publishes in force. */
    int count() {
        return commits.size();
    }

    /** The commit of a publish, numbered from 1. */
    DefinitionRow commit(int publish) {
        return commits.get(publish - 1);
    }

    /** One definition of the log, or the commit that ends its publish. */
    void take(Definition definition, LeafRef leaf, Instant logTime) {
        boolean commit = definition.getKind() == DefinitionKind.COMMIT;
        var row = new DefinitionRow(definition, commit ? count() + 1 : 0, leaf, logTime);
        rows.put(String.format("%019d", leaf.getLeaf()), row);
        if (commit) {
            var all = new ArrayList<DefinitionRow>();
            try (var each = rows.all()) {
                each.forEachRemaining(it -> all.add(it.value));
            }
            commit(row, all);
        }
    }

    /** The definitions of the commit's own publish that came before it; those of another publish go on waiting. */
    private void commit(DefinitionRow commit, List<DefinitionRow> all) {
        var publish = commit.getDefinition().getPublish();
        var definitions = all.stream()
                .filter(row -> row.getLeaf().getLeaf() < commit.getLeaf().getLeaf())
                .map(DefinitionRow::getDefinition)
                .filter(it -> it.getPublish().equals(publish) && it.getKind() != DefinitionKind.COMMIT)
                .toList();
        rulebooks.add(rulebook().plus(definitions));
        commits.add(commit);
    }
}
