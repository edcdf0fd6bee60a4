package io.probity.serve;

/** A part of an instance that says how it is. */
public interface HealthSign {
    /** Under which it is shown. */
    String name();

    /** One word for people. */
    String state();

    /** Whether it can do its work now. */
    boolean ready();
}
