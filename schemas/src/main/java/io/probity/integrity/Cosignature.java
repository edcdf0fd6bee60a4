package io.probity.integrity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;

/**
 * The bytes that a witness signs and those it writes: tlog-cosignature, sections Format and Ed25519 signed message. The
 * signature is the time in 8 bytes, big-endian, and Ed25519 over {@code cosignature/v1\ntime <seconds>\n<checkpoint>}.
 */
final class Cosignature {
    private static final int BYTES = Long.BYTES + Ed25519.SIGNATURE_BYTES;

    private Cosignature() {}

    static byte[] sign(PrivateKey key, String text, long seconds) {
        return ByteBuffer.allocate(BYTES)
                .putLong(seconds)
                .put(Ed25519.sign(key, message(seconds, text)))
                .array();
    }

    static boolean verifies(PublicKey key, String text, byte[] timed) {
        long seconds = timed.length == BYTES ? ByteBuffer.wrap(timed).getLong() : -1;
        return seconds >= 0 // beyond 2^63 - 1 otherwise
                && Ed25519.verifies(key, message(seconds, text), Arrays.copyOfRange(timed, Long.BYTES, BYTES));
    }

    /**
     * When a witness says that it signed, in seconds since the epoch. To be believed only of a signature that verifies.
     * Not an {@link Instant}, which does not reach as far as the format.
     */
    static long seconds(NoteSignature signature) {
        return ByteBuffer.wrap(signature.signature()).getLong();
    }

    private static byte[] message(long seconds, String text) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
