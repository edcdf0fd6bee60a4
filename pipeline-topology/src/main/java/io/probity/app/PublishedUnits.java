package io.probity.app;

import io.probity.evaluate.PublishedScopes;
import io.probity.evaluate.catalog.Publication;
import io.probity.leaf.UnitSum.Coverage;
import io.probity.model.DefinitionKind;
import io.probity.model.DefinitionRow;
import io.probity.serve.ScopeUnits;
import io.probity.serve.StoreReader;
import io.probity.wire.Store;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The scope tree, read from the ledger's definitions, of which every partition has all; anew where there are more of them. */
final class PublishedUnits implements ScopeUnits {
    private static final int PARTITION = 0;

    private final StoreReader reader;
    private final Store<String, DefinitionRow> definitions;
    private PublishedScopes scopes = new PublishedScopes();
    /** Of the last definition that was read; the keys are in the order of the log. */
    private @Nullable String last;

    PublishedUnits(StoreReader reader, Store<String, DefinitionRow> definitions) {
        this.reader = reader;
        this.definitions = definitions;
    }

    @Override
    public synchronized Optional<Coverage> unit(String id, Instant at) {
        reader.in(definitions, PARTITION, this::refreshed);
        return Optional.ofNullable(scopes.unit(id, at));
    }

    private boolean refreshed(ReadOnlyKeyValueStore<String, DefinitionRow> rows) {
        try (var newest = rows.reverseAll()) {
            @Nullable String key = newest.hasNext() ? newest.peekNextKey() : null;
            if (key == null || key.equals(last)) {
                return false; // nearly always
            }
            scopes = read(rows);
            last = key;
            return true;
        }
    }

    /** A commit whose publish came into force has its number. */
    static PublishedScopes read(ReadOnlyKeyValueStore<String, DefinitionRow> rows) {
        var scopes = new PublishedScopes();
        var waiting = new Publication.Waiting();
        try (var each = rows.all()) {
            while (each.hasNext()) {
                var row = each.next().value;
                if (row.getDefinition().getKind() != DefinitionKind.COMMIT) {
                    waiting.add(row.getDefinition());
                } else if (waiting.close(row.getDefinition()) instanceof Publication.Whole(var publish)
                        && row.getPublish() > 0) {
                    scopes.take(publish);
                }
            }
        }
        return scopes;
    }
}
