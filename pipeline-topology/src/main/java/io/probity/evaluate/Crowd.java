package io.probity.evaluate;

import io.probity.evaluate.catalog.RecallDefinition;
import io.probity.model.RecallRow;
import io.probity.model.RecalledEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many groups of one {@code recall} are kept of one subject in one partition, in a row beside theirs: who chooses the text that events
 * are grouped by must not be able to fill the store. Pure, and by the log's clock alone: who came to clear what away does not matter.
 *
 * <p>In the row {@code events} are the times at which groups go and, as their {@code value}, how many of them do; {@code missingTo} is up to
 * when events were kept for nobody. Times are rounded up, to a {@value #PARTS}th of the life of a group, so the row is short, and is
 * written only when a group comes or has lived for that long. So a group counts for up to that much longer than it is kept.
 */
final class Crowd {
    /**
     * Groups that are kept at a time: as many as the people of a large organisation. One of one event takes 165 bytes with short names, 660 with
     * the longest (docs/adr/0035), so all of them 16 to 66 MB.
     */
    static final int MOST = 100_000;

    private static final int PARTS = 16;

    private Crowd() {}

    /** Whether there is no room for one more. */
    static boolean isFull(@Nullable RecallRow row, Instant logTime) {
        return number(row, logTime) >= MOST;
    }

    /** How many groups there are. */
    static long number(@Nullable RecallRow row, Instant logTime) {
        long living = 0;
        for (var each : events(row)) {
            living += each.getAt().isAfter(logTime) ? number(each) : 0;
        }
        return living;
    }

    /** Up to when events were kept for nobody; the beginning of time where none were. */
    static Instant missingTo(@Nullable RecallRow row) {
        return row == null ? Instant.EPOCH : row.getMissingTo();
    }

    /** Whether a group that goes at one time, and now at another, counts otherwise. */
    static boolean moves(RecallDefinition recall, @Nullable Instant before, Instant after) {
        return before == null || !rounded(recall, before).equals(rounded(recall, after));
    }

    /**
     * The row after a group came or lives on.
     *
     * @param from when the group was to go; null: it is new
     * @param to when it goes now
     */
    static RecallRow counted(
            @Nullable RecallRow row, RecallDefinition recall, @Nullable Instant from, Instant to, Instant logTime) {
        var going = living(row, logTime);
        if (from != null) {
            going.computeIfPresent(rounded(recall, from), (at, number) -> number == 1 ? null : number - 1);
        }
        going.merge(rounded(recall, to), 1L, Long::sum);
        return row(going, missingTo(row), recall);
    }

    /** The row after an event of a new group was kept for nobody. */
    static RecallRow refused(@Nullable RecallRow row, RecallDefinition recall, Instant event, Instant logTime) {
        return row(living(row, logTime), RecallFold.later(missingTo(row), RecallFold.later(event, logTime)), recall);
    }

    /** In words. */
    static String words() {
        return "more than " + MOST + " groups came at a time";
    }

    private static RecallRow row(SortedMap<Instant, Long> going, Instant missingTo, RecallDefinition recall) {
        var events = new ArrayList<RecalledEvent>(going.size());
        going.forEach((at, number) -> events.add(new RecalledEvent(at, Long.toString(number), false)));
        var until = missingTo.plus(life(recall));
        return new RecallRow(events, missingTo, going.isEmpty() ? until : RecallFold.later(until, going.lastKey()));
    }

    private static SortedMap<Instant, Long> living(@Nullable RecallRow row, Instant logTime) {
        var living = new TreeMap<Instant, Long>();
        for (var each : events(row)) {
            if (each.getAt().isAfter(logTime)) {
                living.put(each.getAt(), number(each));
            }
        }
        return living;
    }

    private static List<RecalledEvent> events(@Nullable RecallRow row) {
        return row == null ? List.of() : row.getEvents();
    }

    private static long number(RecalledEvent each) {
        return Long.parseLong(String.valueOf(each.getValue()));
    }

    private static Duration life(RecallDefinition recall) {
        return recall.within().plus(RecallFold.GRACE);
    }

    private static Instant rounded(RecallDefinition recall, Instant time) {
        long part = life(recall).toSeconds() / PARTS;
        return Instant.ofEpochSecond((Math.floorDiv(time.getEpochSecond(), part) + 1) * part);
    }
}
