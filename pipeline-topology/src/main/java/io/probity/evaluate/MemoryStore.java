package io.probity.evaluate;

import io.probity.model.RecallRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What controls recall, kept with the ledger's other rows. An event writes a row once; only a row that is new is also put down by the time
 * at which it is looked at again, to be taken away or put down anew.
 */
final class MemoryStore implements Memory {
    private static final String BY_TIME = "at|";
    private static final String BY_KEY = "of|";

    private final KeyValueStore<String, RecallRow> rows;
    /** An event is kept and then judged by the same row, which is read once. */
    private @Nullable String lastKey;

    private @Nullable RecallRow last;

    MemoryStore(KeyValueStore<String, RecallRow> rows) {
        this.rows = rows;
    }

    @Override
    public @Nullable RecallRow get(String key) {
        if (!key.equals(lastKey)) {
            last = rows.get(BY_KEY + key);
            lastKey = key;
        }
        return last;
    }

    @Override
    public void put(String key, RecallRow row, boolean isNew) {
        rows.put(BY_KEY + key, row);
        last = row;
        lastKey = key;
        if (isNew) {
            lookAgain(key, row);
        }
    }

    private void lookAgain(String key, RecallRow row) {
        rows.put(time(row.getUntil()) + '|' + key, new RecallRow(List.of(), Instant.EPOCH, row.getUntil()));
    }

    /**
     * Takes away what says nothing any more. Collected whole and the iterator closed before anything is written.
     *
     * @param from a key that none before is left of: a scan from the start would read past all that was ever taken away
     * @param upTo log time
     * @return the last key that was looked at; null where there was none
     */
    @Nullable String forget(@Nullable String from, Instant upTo, int most) {
        var due = new ArrayList<String>();
        try (var each = rows.range(from == null ? BY_TIME : from, time(upTo.plus(1, ChronoUnit.MICROS)))) {
            while (each.hasNext() && due.size() < most) {
                due.add(each.next().key);
            }
        }
        lastKey = null;
        for (var placed : due) {
            rows.delete(placed);
            var key = placed.substring(placed.indexOf('|', BY_TIME.length()) + 1);
            var row = rows.get(BY_KEY + key);
            if (row != null && row.getUntil().isAfter(upTo)) {
                lookAgain(key, row);
            } else {
                rows.delete(BY_KEY + key);
            }
        }
        return due.isEmpty() ? null : due.getLast();
    }

    private static String time(Instant time) {
        return BY_TIME + String.format("%019d", Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, time)));
    }
}
