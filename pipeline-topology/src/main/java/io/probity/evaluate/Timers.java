package io.probity.evaluate;

import io.probity.model.TimerRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * When each subject is due next, kept by time for the clock and by subject for an event that comes before the clock has got
 * there. A subject has one timer or none; setting it takes the one before back.
 */
final class Timers {
    private static final String BY_TIME = "at|";
    private static final String BY_SUBJECT = "of|";
    /** Later than this is never: the key is as long as a time in this calendar. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private final KeyValueStore<String, TimerRow> rows;

    /**
     * A subject that is due.
     *
     * @param key in the order of time
     * @param subject key of its row
     */
    record Timer(String key, String subject) {}

    Timers(KeyValueStore<String, TimerRow> rows) {
        this.rows = rows;
    }

    /** When the subject is due next; null where it never is. */
    @Nullable Instant of(String subject) {
        var row = rows.get(BY_SUBJECT + subject);
        return row == null ? null : row.getDue();
    }

    /**
     * @param due to come; null: the clock does not move the subject
     */
    void set(String subject, @Nullable Instant due) {
        var before = of(subject);
        var next = due == null || due.isAfter(NEVER) ? null : due;
        if (next == null ? before == null : next.equals(before)) {
            return;
        }
        if (before != null) {
            rows.delete(key(before) + '|' + subject);
        }
        if (next == null) {
            rows.delete(BY_SUBJECT + subject);
        } else {
            rows.put(key(next) + '|' + subject, new TimerRow(next));
            rows.put(BY_SUBJECT + subject, new TimerRow(next));
        }
    }

    /**
     * Those that are due, the earliest first. Collected whole and the iterator closed before anything is written.
     *
     * @param from a key that none before is left of: a scan from the start would read past every timer that ever fired
     * @param upTo log time
     */
    List<Timer> due(@Nullable String from, Instant upTo, int most) {
        var due = new ArrayList<Timer>();
        try (var each = rows.range(from == null ? BY_TIME : from, key(upTo.plus(1, ChronoUnit.MICROS)))) {
            while (each.hasNext() && due.size() < most) {
                var key = each.next().key;
                due.add(new Timer(key, key.substring(key.indexOf('|', BY_TIME.length()) + 1)));
            }
        }
        return due;
    }

    private static String key(Instant time) {
        long micros = Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, time));
        return BY_TIME + String.format("%019d", micros);
    }
}
