package io.probity.keys;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One data key as it lies in a file: {@value #BYTES} bytes, the last four of them CRC-32C (RFC 3720) over the others.
 *
 * @param id 12 random bytes
 * @param handle 16 bytes, an HMAC of the subject: no file names anybody
 * @param wrapped see {@link Kek}
 */
record WrappedKey(byte[] id, byte[] handle, byte[] wrapped) {
    static final int ID = 12;
    static final int HANDLE = 16;
    static final int BYTES = ID + HANDLE + Kek.WRAPPED + 4;

    /** What a ciphertext names it by. */
    String ref() {
        return ref(id);
    }

    /** What a ciphertext names the key of an id by. */
    static String ref(byte[] id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** The bytes of a reference; null for what is none. */
    static byte @Nullable [] id(String ref) {
        try {
            var id = Base64.getUrlDecoder().decode(ref);
            return id.length == ID ? id : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** What it is bound to when it is wrapped: moved to another subject's name, it does not open. */
    byte[] of() {
        return ByteBuffer.allocate(ID + HANDLE).put(id).put(handle).array();
    }

    ByteBuffer frame() {
        var frame = ByteBuffer.allocate(BYTES).put(id).put(handle).put(wrapped);
        return frame.putInt(crc(frame.array())).flip();
    }

    /** Null where the bytes are not what was written. */
    static @Nullable WrappedKey read(byte[] frame) {
        if (ByteBuffer.wrap(frame).getInt(BYTES - 4) != crc(frame)) {
            return null;
        }
        return new WrappedKey(
                Arrays.copyOf(frame, ID),
                Arrays.copyOfRange(frame, ID, ID + HANDLE),
                Arrays.copyOfRange(frame, ID + HANDLE, BYTES - 4));
    }

    private static int crc(byte[] frame) {
        var crc = new CRC32C();
        crc.update(frame, 0, BYTES - 4);
        return (int) crc.getValue();
    }
}
