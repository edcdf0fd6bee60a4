package io.probity.door;

/** Which way records go. */
public enum DoorState {
    /** To Kafka. */
    DIRECT,
    /** To the disk, since Kafka is away, or was and has not caught up. */
    SPOOLING,
    /** Nowhere: Kafka is away and the disk has its share; senders are asked to come again. */
    SPOOL_FULL,
    /** Nowhere any more. */
    CLOSING
}
