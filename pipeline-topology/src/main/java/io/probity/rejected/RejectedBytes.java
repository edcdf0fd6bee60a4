package io.probity.rejected;

import io.probity.canonical.EventDigest;
import io.probity.model.Protected;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Opens what is kept of a refused record: its value, its key, a header. */
@FunctionalInterface
public interface RejectedBytes {
    /**
     * The bytes as they came.
     *
     * @param kept the field of the record: bytes, a {@link Protected}, or null
     * @return null where there were none
     * @throws UnsendableException if they cannot be read here, saying what is needed
     */
    byte @Nullable [] of(@Nullable Object kept);

    /** Opens what lies there in clear; it holds no keys. */
    static RejectedBytes inClear() {
        return kept -> switch (kept) {
            case null -> null;
            case ByteBuffer clear -> EventDigest.bytes(clear);
            case Protected hidden ->
                throw new UnsendableException("it is encrypted"
                        + (hidden.getK() == null ? "" : " under key " + hidden.getK())
                        + ": give the key store that holds the key");
            default ->
                throw new UnsendableException("it is kept as " + kept.getClass().getName() + ", which no reader knows");
        };
    }
}
