package io.probity.context;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.document.CsvText;
import io.probity.document.LocatedTree;
import io.probity.document.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A CSV file of one table as the document that says the same in YAML. */
final class CsvTree {
    private CsvTree() {}

    static boolean isCsv(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    static LocatedTree read(String file, String text) {
        var root = JsonNodeFactory.instance.objectNode();
        var tree = LocatedTree.of(file, root);
        @Nullable ContextTable table = table(file);
        if (table == null) {
            tree.problem(
                    Problem.Level.ERROR,
                    "",
                    "the name of a CSV file begins with the table that it fills: "
                            + String.join(
                                    ", ",
                                    Arrays.stream(ContextTable.values())
                                            .map(it -> it.word() + ".csv")
                                            .toList()));
            return tree;
        }
        var csv = CsvText.of(file, text, table.columns(), table.keys());
        var rows = root.putArray(table.word());
        while (csv.next()) {
            var pointer = "/" + table.word() + "/" + rows.size();
            tree.place(pointer, csv.line(table.keys().getFirst()), 1);
            var row = rows.addObject();
            for (var column : table.columns()) {
                if (!csv.text(column).isEmpty()) {
                    tree.place(pointer + "/" + column, csv.line(column), csv.column(column));
                    put(row, column, csv.text(column), table.isList(column));
                }
            }
        }
        csv.problems().forEach(tree.problems()::add);
        return tree;
    }

    private static void put(ObjectNode row, String column, String text, boolean list) {
        if (!list) {
            row.put(column, text);
            return;
        }
        var items = row.putArray(column);
        for (var item : text.split(";", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
    }

    /** Of users.csv, of users-2026-03.csv and of users.emea.csv. */
    private static @Nullable ContextTable table(String file) {
        @Nullable Path name = Path.of(file).getFileName();
        var word = String.valueOf(name).split("[._-]", 2)[0];
        return Arrays.stream(ContextTable.values())
                .filter(table -> table.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
