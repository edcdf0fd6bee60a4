package io.probity.enrich;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * What one task told of a table's rows, until it has come round to the table. The task's thread tells and asks, and the global thread
 * takes back.
 */
final class OnTheirWay<V extends SpecificRecordBase> {
    /** What comes back within milliseconds; of more than so many rows at once the oldest are waited for no longer. */
    private static final int MOST = 10_000;

    private final Table<V> table;
    /** Guarded by itself. */
    private final Map<String, V> rows = new LinkedHashMap<>(0);
    /** So that an event asks without a lock as long as nothing is on its way. */
    private volatile boolean any;

    OnTheirWay(Table<V> table) {
        this.table = table;
    }

    /** A row that was sent to the table; what was told of the same key just before still holds beside it. */
    void told(String key, V row) {
        synchronized (rows) {
            @Nullable V before = rows.remove(key);
            rows.put(key, before == null ? row : table.merge().apply(before, row));
            if (rows.size() > MOST) {
                rows.remove(rows.keySet().iterator().next());
            }
            any = true;
        }
    }

    /** Waits for a row no longer: it has arrived, or was taken back, and what was told of it before with it. */
    void forget(String key) {
        synchronized (rows) {
            rows.remove(key);
            any = !rows.isEmpty();
        }
    }

    /**
     * What is known of a key.
     *
     * @param kept what the table has; null for nothing
     */
    @Nullable V with(String key, @Nullable V kept) {
        if (!any) {
            return kept;
        }
        synchronized (rows) {
            @Nullable V told = rows.get(key);
            if (told == null) {
                return kept;
            }
            if (kept == null) {
                return told;
            }
            V both = table.merge().apply(kept, told);
            if (both.equals(kept)) {
                forget(key);
            }
            return both;
        }
    }
}
