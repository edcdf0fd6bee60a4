package io.probity.serde;

import org.apache.kafka.common.errors.SerializationException;

/** {@link Decoded.Failed} for callers that must throw. */
public final class UndecodableException extends SerializationException {
    private static final long serialVersionUID = 1;

    private final DecodeFault fault;

    public UndecodableException(DecodeFault fault, String detail) {
        super(fault + ": " + detail);
        this.fault = fault;
    }

    public DecodeFault fault() {
        return fault;
    }
}
