package io.probity.evaluate.catalog;

import java.time.Duration;

/** What causes a control to be evaluated. */
public sealed interface Trigger {
    /** Every event type; a control that listens to all of them is judged for every event of its scope. */
    String ANY = "*";

    /** {@code iam.*} for {@code iam.CreateUser}: a trigger on it means every type with the prefix. */
    static String patternOf(String type) {
        int dot = type.indexOf('.');
        return dot < 1 ? ANY : type.substring(0, dot) + ".*";
    }

    /** An event of a type, of any type with a prefix for {@code prefix.*}, or of any type for {@code *}. */
    record OnEvent(String type) implements Trigger {}

    /** Log time, at this distance, counted from the version's effectiveFrom. */
    record Every(Duration period) implements Trigger {
        /** Subjects are judged a slice a tick: a minute is time for some 100,000 of them in a partition. */
        public static final Duration SHORTEST = Duration.ofMinutes(1);

        /** Below this the lint warns: that many judgements are seldom meant. */
        public static final Duration RARE = Duration.ofMinutes(10);
    }
}
