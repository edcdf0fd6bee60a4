package io.probity.integrity;

import java.util.Optional;

/**
 * How a key signs: signed-note, section Signature types. Those of other bytes, ML-DSA-44 (0x06) among them, are not
 * supported: their keys are refused, their signatures are of unknown keys and ignored.
 */
public enum SignatureType {
    /** Ed25519 over the text of the note: logs. */
    ED25519(0x01),
    /** Ed25519 over a time and the text of a checkpoint, {@code cosignature/v1}: witnesses. */
    COSIGNATURE_V1(0x04);

    private final byte identifier;

    SignatureType(int identifier) {
        this.identifier = (byte) identifier;
    }

    /** The byte that goes before the key in its text and in what its id is a hash of. */
    public byte identifier() {
        return identifier;
    }

    static Optional<SignatureType> of(byte identifier) {
        for (var type : values()) {
            if (type.identifier == identifier) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
