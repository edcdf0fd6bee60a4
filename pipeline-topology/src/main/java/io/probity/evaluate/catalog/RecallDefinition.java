package io.probity.evaluate.catalog;

import java.time.Duration;
import java.util.List;

/**
 * What a control keeps of earlier events of its subject, as its author wrote it.
 *
 * @param name under which expressions find it, {@code recall.<name>}
 * @param events types, as in triggers: a type, {@code prefix.*}, or {@code *}
 * @param where guard in CEL over {@code event, data, raw, params, now}; empty: every event of the types
 * @param groupBy expression that gives a text: only events of the same text as the one that is judged are seen; empty: all are
 * @param within how far back of the event that is judged, by the events' own times
 * @param distinct expression that gives a text, which events are told apart by; empty: nothing is
 * @param most events that are kept of one group: the newest
 */
public record RecallDefinition(
        String name, List<String> events, String where, String groupBy, Duration within, String distinct, int most) {
    /** Kept where the author says nothing. */
    public static final int USUAL = 100;
    /**
     * No more can be kept: with the longest values that are kept, a row of so many is 0.8 MB, and a record of the store's log may
     * have 1 MB.
     */
    public static final int MOST = 1_000;
    /** A quarter and a few days: what is asked of longer times is a fact, not a window. */
    public static final Duration LONGEST = Duration.ofDays(100);

    /** Whether events of a type are kept, if the guard holds. */
    public boolean hears(String eventType) {
        return events.contains(eventType)
                || events.contains(Trigger.patternOf(eventType))
                || events.contains(Trigger.ANY);
    }
}
