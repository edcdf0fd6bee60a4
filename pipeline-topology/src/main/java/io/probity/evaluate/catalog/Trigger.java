package io.probity.evaluate.catalog;

import java.time.Duration;

/** What causes a control to be evaluated. */
public sealed interface Trigger {
    /** Every event type; a control that listens to all of them is judged for every event of its scope. */
    String ANY = "*";

    /** An event of a type, or of any type for {@code *}. */
    record OnEvent(String type) implements Trigger {}

    /** Log time, at this distance. */
    record Every(Duration period) implements Trigger {}
}
