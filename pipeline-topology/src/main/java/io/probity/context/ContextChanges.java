package io.probity.context;

import io.probity.model.UserRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * What publishing files would change.
 *
 * @param added rows that are new
 * @param changed rows that differ from what stands, with their history
 * @param unchanged how many rows are said as they stand
 * @param left rows of the tables that the files fill, which the files do not name; those of other tables are not looked at
 */
public record ContextChanges(List<TableRow> added, List<TableRow> changed, int unchanged, List<TableRow> left) {
    /**
     * Compares.
     *
     * @param standing rows by table and by key without the tenant
     * @param now from when on a changed user's state holds where neither line nor file says
     */
    public static ContextChanges between(
            List<ContextFile> files, Map<ContextTable, Map<String, SpecificRecordBase>> standing, Instant now) {
        // one file after another, so that two of them may tell two chapters of one user's history
        var wanted = new LinkedHashMap<String, TableRow>();
        for (var file : files) {
            for (var said : file.rows()) {
                var name = said.table().word() + ' ' + said.key();
                var told = wanted.get(name);
                var before = told == null ? before(said, standing) : told.row();
                wanted.put(name, new TableRow(said.table(), said.key(), after(said.row(), file.from(), before, now)));
            }
        }
        var added = new ArrayList<TableRow>();
        var changed = new ArrayList<TableRow>();
        for (var row : wanted.values()) {
            var before = before(row, standing);
            if (before == null) {
                added.add(row);
            } else if (!before.equals(row.row())) {
                changed.add(row);
            }
        }
        return new ContextChanges(
                added, changed, wanted.size() - added.size() - changed.size(), left(wanted, standing));
    }

    private static @Nullable SpecificRecordBase before(
            TableRow row, Map<ContextTable, Map<String, SpecificRecordBase>> standing) {
        return standing.getOrDefault(row.table(), Map.of()).get(row.key());
    }

    private static SpecificRecordBase after(
            SpecificRecordBase said, @Nullable Instant from, @Nullable SpecificRecordBase before, Instant now) {
        if (!(said instanceof UserRow user)) {
            return said;
        }
        if (user.getFrom() == null && from != null) {
            user = UserRow.newBuilder(user).setFrom(from).build();
        }
        return UserHistory.told(user, (UserRow) before, now);
    }

    private static List<TableRow> left(
            Map<String, TableRow> wanted, Map<ContextTable, Map<String, SpecificRecordBase>> standing) {
        var tables = EnumSet.noneOf(ContextTable.class);
        wanted.values().forEach(row -> tables.add(row.table()));
        var left = new ArrayList<TableRow>();
        for (var table : tables) {
            standing.getOrDefault(table, Map.of()).forEach((key, row) -> {
                if (!wanted.containsKey(table.word() + ' ' + key)) {
                    left.add(new TableRow(table, key, row));
                }
            });
        }
        return left;
    }
}
