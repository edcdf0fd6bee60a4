package io.probity.transform;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;

/** Salts of 16 random bytes, drawn 256 at a time: one call of the generator costs about as much as one salt. For one thread. */
public final class Salts implements Supplier<byte[]> {
    private static final int BYTES = 16;
    private static final int AT_A_TIME = 256;

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[BYTES * AT_A_TIME];
    private int next = drawn.length;

    @Override
    public byte[] get() {
        if (next == drawn.length) {
            random.nextBytes(drawn);
            next = 0;
        }
        next += BYTES;
        return Arrays.copyOfRange(drawn, next - BYTES, next);
    }
}
