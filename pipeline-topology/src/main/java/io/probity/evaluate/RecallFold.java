package io.probity.evaluate;

import io.probity.evaluate.catalog.RecallDefinition;
import io.probity.evaluate.cel.Recalled;
import io.probity.model.RecallRow;
import io.probity.model.RecalledEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a control's memory of one group of events changes with an event, and what it says as of a time. Pure.
 *
 * <p>Windows go by the events' own times, so a late event is counted where it belongs. What is dropped, since there is too much of it or
 * since nobody can ask for it any more, moves {@code missingTo}: a window that reaches back before that says "at least".
 */
final class RecallFold {
    /** How late an event may come in and still find all that happened before it: as long as Kafka Streams once kept windows by default. */
    static final Duration GRACE = Duration.ofDays(1);

    private RecallFold() {}

    /**
     * The row after an event; the same one where nobody could ever ask for the event.
     *
     * @param before null where nothing is kept
     * @param missingTo up to when events may be missing that nothing is kept of
     * @param logTime of the event; null: no clock, and nothing is ever forgotten for its age
     */
    static RecallRow after(
            @Nullable RecallRow before,
            RecallDefinition recall,
            Instant missingTo,
            RecalledEvent event,
            @Nullable Instant logTime) {
        var events = new ArrayList<RecalledEvent>();
        if (before != null) {
            events.addAll(before.getEvents());
        }
        int place = events.size();
        while (place > 0 && events.get(place - 1).getAt().isAfter(event.getAt())) {
            place--;
        }
        events.add(place, event);
        var missing = later(missingTo, before == null ? missingTo : before.getMissingTo());
        var newest = events.getLast().getAt();
        var oldest = newest.minus(recall.within()).minus(GRACE);
        int dropped = Math.max(0, events.size() - recall.most());
        while (events.get(dropped).getAt().isBefore(oldest)) {
            dropped++;
        }
        if (dropped > 0) {
            missing = later(missing, events.get(dropped - 1).getAt());
            if (place < dropped && before != null && missing.equals(before.getMissingTo())) {
                return before;
            }
            events.subList(0, dropped).clear();
        }
        return new RecallRow(new ArrayList<>(events), missing, until(recall, before, newest, logTime));
    }

    private static Instant until(
            RecallDefinition recall, @Nullable RecallRow before, Instant newest, @Nullable Instant logTime) {
        if (logTime == null) {
            return Instant.MAX;
        }
        var until = later(logTime, newest).plus(recall.within()).plus(GRACE);
        return before == null ? until : later(until, before.getUntil());
    }

    /** Up to when events may be missing of which nothing is kept: rows are given up when they are as old as this. */
    static Instant forgottenTo(RecallDefinition recall, Instant since, @Nullable Instant logTime) {
        return logTime == null
                ? since
                : later(since, logTime.minus(recall.within()).minus(GRACE));
    }

    /**
     * What is known as of a time: of the events in (at − within, at].
     *
     * @param row null where nothing is kept
     * @param missingTo up to when events may be missing that the row does not know of
     * @param crowded true: since there were too many groups
     */
    static Recalled asOf(
            @Nullable RecallRow row, RecallDefinition recall, Instant missingTo, Instant at, boolean crowded) {
        var from = at.minus(recall.within());
        var missing = row == null ? missingTo : later(missingTo, row.getMissingTo());
        long count = 0;
        long doubtful = 0;
        long valueless = 0;
        var values = new LinkedHashSet<String>();
        @Nullable Instant first = null;
        @Nullable Instant last = null;
        boolean firstIsKnown = !missing.isAfter(from);
        boolean lastIsKnown = true;
        for (var event : row == null ? List.<RecalledEvent>of() : row.getEvents()) {
            if (!event.getAt().isAfter(from) || event.getAt().isAfter(at)) {
                continue;
            }
            if (event.getDoubtful()) {
                doubtful++;
                firstIsKnown &= first != null;
                lastIsKnown = false;
                continue;
            }
            count++;
            first = first == null ? event.getAt() : first;
            last = event.getAt();
            lastIsKnown = true;
            if (!recall.distinct().isEmpty()) {
                if (event.getValue() == null) {
                    valueless++;
                } else {
                    values.add(event.getValue());
                }
            }
        }
        boolean whole = !missing.isAfter(from);
        return new Recalled(
                count,
                doubtful,
                valueless,
                whole,
                whole || !crowded ? "" : Crowd.words(),
                List.copyOf(values),
                first,
                firstIsKnown,
                last,
                lastIsKnown && (whole || (last != null && last.isAfter(missing))));
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
