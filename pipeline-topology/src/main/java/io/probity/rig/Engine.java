package io.probity.rig;

import java.time.Duration;

/** A server of somebody else's, in a process of its own. Whoever holds it is the only one to start and end it. */
public sealed interface Engine extends AutoCloseable permits KafkaBroker, RegistryServer {

    /** The process as it is now: another one after {@link #restart()}. */
    ChildJvm jvm();

    /**
     * Starts again what was killed or closed, on the same ports and the same data, and waits until it answers. One that
     * still runs is ended in good order first.
     *
     * @return how long it took until it answered
     */
    Duration restart();

    /** Kill -9: nothing is flushed, nobody is told. */
    default void kill() {
        jvm().kill();
    }

    default long pid() {
        return jvm().pid();
    }

    /** Processor time of the present process, as {@link ChildJvm#cpuTime()} has it. */
    default Duration cpuTime() {
        return jvm().cpuTime();
    }

    @Override
    default void close() {
        jvm().close();
    }
}
