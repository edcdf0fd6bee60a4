package io.probity.evaluate.catalog;

import java.time.Duration;
import java.util.List;

/**
 * What must follow an event that a control judges, as its author wrote it.
 *
 * @param events types, as in triggers: a type, {@code prefix.*}, or {@code *}
 * @param where guard in CEL over {@code event, data, raw, params, now} of the one that follows; empty: every event of the types
 * @param groupBy expression that gives a text, of both: only events of the same text follow each other; empty: all do
 * @param within how much later, by the events' own times: as much later is too late
 * @param distinct expression that gives a text, of both: what follows must give another; empty: nothing is asked
 */
public record FollowedByDefinition(
        List<String> events, String where, String groupBy, Duration within, String distinct) {
    /** No name of a `recall` can be this: what is kept of followers is apart from what it keeps. */
    private static final String KEPT_AS = "followed-by";

    /** What is kept of events that came in before the one that they follow. */
    public RecallDefinition kept() {
        return new RecallDefinition(KEPT_AS, events, where, groupBy, within, distinct, RecallDefinition.USUAL);
    }

    /** As a violation freezes it. */
    public String words() {
        var words = new StringBuilder("followedBy " + String.join(" or ", events) + " within " + within);
        part(words, "where", where);
        part(words, "groupBy", groupBy);
        part(words, "distinct", distinct);
        return words.toString();
    }

    private static void part(StringBuilder words, String name, String text) {
        if (!text.isEmpty()) {
            words.append(' ').append(name).append(' ').append(text);
        }
    }
}
