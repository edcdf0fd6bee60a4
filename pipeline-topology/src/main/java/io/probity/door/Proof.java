package io.probity.door;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sender's proof is worth: one of two things, and the compiler knows both. */
sealed interface Proof {

    /**
     * It is who it says.
     *
     * @param deliveries names of this delivery, by each of which a repeat is known; none where the scheme has none
     * @param nonce may be used once; null for none
     */
    record Genuine(List<String> deliveries, @Nullable Nonce nonce) implements Proof {
        static final Genuine NAMELESS = new Genuine(List.of(), null);
    }

    /** It is not, or its time has passed; which of the two, no sender is told. */
    record Wrong() implements Proof {}

    /**
     * What may be used once.
     *
     * @param until when its time stamp is stale, and it need not be remembered
     */
    record Nonce(String text, Instant until) {}
}
