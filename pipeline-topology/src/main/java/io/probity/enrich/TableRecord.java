package io.probity.enrich;

import io.probity.model.Reason;

/** What a record of a reference table says: one of three things, and the compiler knows all of them. */
sealed interface TableRecord<V> {
    /** This row is in force from now on. */
    record Row<V>(String key, V row) implements TableRecord<V> {}

    /** There is no such row any more. */
    record Gone<V>(String key) implements TableRecord<V> {}

    /**
     * Nothing that can be understood; what stood under its key stays in force.
     *
     * @param detail what exactly was wrong, for the person who mends it; never contents
     */
    record Unreadable<V>(Reason reason, String detail) implements TableRecord<V> {}
}
