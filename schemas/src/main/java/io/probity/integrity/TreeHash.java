package io.probity.integrity;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A node of a Merkle tree, its root among them: the 32 bytes of a SHA-256. Immutable; two of the same bytes are equal.
 *
 * <p>Hashes are public: comparing them takes as long as they are alike, which tells nobody anything.
 */
public final class TreeHash {
    /** Bytes of a hash. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash that these bytes are.
     *
     * @param bytes 32 of them; copied
     * @throws IllegalArgumentException if they are fewer or more
     */
    public static TreeHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash of " + bytes.length + " bytes; SHA-256 has " + BYTES);
        }
        return new TreeHash(bytes.clone());
    }

    /**
     * The 32 bytes at a place of a longer array; copied.
     *
     * @throws IndexOutOfBoundsException if the array does not hold so many from there on
     */
    public static TreeHash at(byte[] bytes, int offset) {
        Objects.checkFromIndexSize(offset, BYTES, bytes.length);
        return new TreeHash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /** The 32 bytes; the caller's own. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the 32 bytes into an array. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    /** Base64 of RFC 4648 with padding, 44 characters. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Lower-case hex, as digests are written everywhere in Probity. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Base64, as the formats write it. */
    @Override
    public String toString() {
        return toBase64();
    }
}
