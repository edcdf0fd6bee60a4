package io.probity.draft;

import io.probity.model.Reason;
import io.probity.serde.DecodeFault;

/** Why bytes that are no record are refused. */
public final class Faults {
    private Faults() {}

    public static Reason reason(DecodeFault fault) {
        return switch (fault) {
            case UNKNOWN_SCHEMA -> Reason.UNKNOWN_SCHEMA;
            case INCOMPATIBLE_SCHEMA -> Reason.INCOMPATIBLE_SCHEMA;
            case MALFORMED -> Reason.MALFORMED_AVRO;
            case TOO_LARGE -> Reason.TOO_LARGE;
            case TOO_DEEP -> Reason.TOO_DEEP;
        };
    }
}
