package io.probity.door;

/** What became of one record: one of four things, and the compiler knows all. */
sealed interface Sent {

    /** All replicas have it. */
    record Written(int partition, long offset) implements Sent {}

    /** The disk of this door has it; Kafka will. */
    record Spooled() implements Sent {}

    /** Nobody has it, and it is not the record's fault: to be sent again. */
    record NotTaken(String reason, String detail) implements Sent {}

    /** Kafka will never have it: the record's own fault. */
    record Refused(String reason, String detail) implements Sent {}
}
