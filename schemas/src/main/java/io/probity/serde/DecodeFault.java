package io.probity.serde;

/** Why bytes are no record. Always the record's own fault: an outage of the registry is an exception instead. */
public enum DecodeFault {
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA,
    /** The writer's schema cannot be read as ours, is no schema, or is one that no honest producer has. */
    INCOMPATIBLE_SCHEMA,
    /** Not the wire format, or not what the writer's schema says; also, bytes that are left over. */
    MALFORMED,
    /** Longer than the limit; not even looked at. */
    TOO_LARGE,
    /** Nested deeper than {@link AvroReading#MAX_DEPTH}. */
    TOO_DEEP
}
