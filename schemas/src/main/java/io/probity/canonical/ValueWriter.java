package io.probity.canonical;

import org.jspecify.annotations.Nullable;

/** Writes the values of one place in a schema. Compiled once, knows its own path, keeps no state between calls. */
@FunctionalInterface
interface ValueWriter {
    /**
     * Appends one JSON value.
     *
     * @throws CanonicalFormException naming the place, if the value has no canonical form
     */
    void write(@Nullable Object value, JsonBytes out);

    /** What to throw where a value is not what the schema says; tells the class, never the value. */
    static CanonicalFormException mismatch(String path, String expected, @Nullable Object value) {
        String found = value == null ? "null" : "a " + value.getClass().getName();
        return new CanonicalFormException(path, "is " + found + " where the schema says " + expected);
    }
}
