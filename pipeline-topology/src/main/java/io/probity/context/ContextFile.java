package io.probity.context;

import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of rows, read: YAML or JSON with a list for each table, or CSV of one table. */
public final class ContextFile {
    private final String name;
    private final LocatedTree tree;
    private final List<TableRow> rows = new ArrayList<>();
    private @Nullable Instant from;

    private ContextFile(String name, LocatedTree tree) {
        this.name = name;
        this.tree = tree;
        if (tree.problems().isEmpty()) {
            read(new Fields(tree, "", tree.root()));
        }
    }

    /** Reads text; whatever is wrong with it is among {@link #problems}. */
    public static ContextFile parse(String name, String text) {
        return new ContextFile(name, CsvTree.isCsv(name) ? CsvTree.read(name, text) : LocatedTree.parse(name, text));
    }

    /** What is wrong, in the order in which it was found; every one is an error. */
    public List<Problem> problems() {
        return List.copyOf(tree.problems());
    }

    /** As the caller named it. */
    public String name() {
        return name;
    }

    /** The rows of a file without problems; of users, {@code from} is what their own line says, or null. */
    public List<TableRow> rows() {
        return List.copyOf(rows);
    }

    /** From when on what the file says of users holds, where their own line says nothing; null where it does not say either. */
    public @Nullable Instant from() {
        return from;
    }

    private void read(Fields file) {
        from = file.has("from") ? file.instant("from", Instant.EPOCH) : null;
        var seen = new HashMap<String, String>();
        for (var table : ContextTable.values()) {
            file.objects(table.word(), entry -> {
                var row = RowReader.read(table, entry);
                var before = seen.putIfAbsent(table.word() + ' ' + row.key(), entry.place());
                if (before != null) {
                    entry.error("", "`" + row.key() + "` is given twice in " + table.word() + ", first at " + before);
                }
                rows.add(row);
                return row;
            });
        }
        file.done();
        if (rows.isEmpty() && tree.problems().isEmpty()) {
            file.error("", "no rows: give a list of one of users, teams, calendars, resources, business");
        }
    }
}
