package io.probity.registry;

import java.time.Duration;

/** Hears of the traffic with the registry: the place for meters. Called on the asking thread; must not throw. */
public interface RegistryListener {
    /** Hears nothing. */
    RegistryListener SILENT = new RegistryListener() {};

    /** One request was answered, if only by "unknown". */
    default void answered(Duration took) {}

    /** One request was not answered, or in a way that says "not now". */
    default void failed(String cause) {}

    /** No registry answers; the asking thread is about to pause for this long. */
    default void waiting(Duration pause) {}

    /** There is an answer again. */
    default void recovered(Duration outage) {}
}
