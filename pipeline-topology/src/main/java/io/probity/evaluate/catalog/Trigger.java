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

    /** Log time, at this distance. */
    record Every(Duration period) implements Trigger {}
}
