package io.probity.integrity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The three hashes of RFC 6962, section 2.1: SHA-256 with a first byte that keeps leaves and nodes apart. */
public final class Rfc6962 {
    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;
    private static final int NODE_BYTES = 1 + 2 * TreeHash.BYTES;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Rfc6962::sha256);
    private static final TreeHash EMPTY_ROOT = TreeHash.of(sha256().digest());

    private Rfc6962() {}

    /** The root of a tree without leaves: SHA-256 of nothing. */
    public static TreeHash emptyRoot() {
        return EMPTY_ROOT;
    }

    /** The hash of a leaf: SHA-256(0x00 ‖ entry). */
    public static TreeHash leaf(byte[] entry) {
        var digest = SHA_256.get();
        digest.update(LEAF);
        return TreeHash.of(digest.digest(entry));
    }

    /** The hash of a node over its two children: SHA-256(0x01 ‖ left ‖ right). */
    public static TreeHash node(TreeHash left, TreeHash right) {
        var bytes = new byte[NODE_BYTES];
        bytes[0] = NODE;
        left.copyTo(bytes, 1);
        right.copyTo(bytes, 1 + TreeHash.BYTES);
        return TreeHash.of(SHA_256.get().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
