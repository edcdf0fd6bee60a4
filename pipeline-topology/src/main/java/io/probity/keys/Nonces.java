package io.probity.keys;

import io.probity.canonical.Hmac;
import java.security.SecureRandom;
import java.util.Arrays;

/** Where nonces come from. For one thread. */
interface Nonces {
    int BYTES = 12;

    /**
     * 96 bits that are not used twice with one key.
     *
     * @param of what the value is bound to
     * @param clear what will be encrypted with it; both for a source that is not to throw dice
     */
    byte[] next(byte[] of, byte[] clear);

    /** Whether the same value in the same place has the same nonce again. */
    default boolean mayRepeat() {
        return false;
    }

    /** Follows from the value and its place: the same gives the same, and nothing else does. */
    static Nonces derived(Hmac root) {
        return new Nonces() {
            @Override
            public byte[] next(byte[] of, byte[] clear) {
                return Arrays.copyOf(root.of(of, clear), BYTES);
            }

            @Override
            public boolean mayRepeat() {
                return true;
            }
        };
    }

    /** Random ones, drawn 256 at a time: one call of the generator costs about as much as one nonce. */
    static Nonces random() {
        var random = new SecureRandom();
        var drawn = new byte[BYTES * 256];
        var next = new int[] {drawn.length};
        return (of, clear) -> {
            if (next[0] == drawn.length) {
                random.nextBytes(drawn);
                next[0] = 0;
            }
            next[0] += BYTES;
            return Arrays.copyOfRange(drawn, next[0] - BYTES, next[0]);
        };
    }
}
