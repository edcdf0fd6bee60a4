package io.probity.canonical;

import io.probity.model.AuditEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over canonical forms: the name that an event's content gives itself. */
public final class EventDigest {
    /** Bytes of a digest. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(EventDigest::newSha256);

    private EventDigest() {}

    /**
     * The digest of an event that was made with this build's schema, 32 bytes.
     *
     * @throws CanonicalFormException naming the field, if the event has no canonical form
     */
    public static byte[] of(AuditEvent event) {
        return CanonicalForm.ofEvents().digest(event);
    }

    /** SHA-256 of the parts one after the other, without anything between them. */
    public static byte[] sha256(byte[]... parts) {
        var sha256 = SHA256.get();
        for (var part : parts) {
            sha256.update(part);
        }
        return sha256.digest();
    }

    /** SHA-256 of a stretch of bytes. */
    public static byte[] sha256(byte[] bytes, int offset, int length) {
        var sha256 = SHA256.get();
        sha256.update(bytes, offset, length);
        return sha256.digest();
    }

    /** Lower-case hex, as digests are written everywhere in Probity. */
    public static String hex(byte[] digest) {
        return HEX.formatHex(digest);
    }

    /** The same of what lies between a buffer's position and its limit, which stay. */
    public static String hex(ByteBuffer digest) {
        return HEX.formatHex(bytes(digest));
    }

    /** What lies between a buffer's position and its limit, which stay. */
    public static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Whether a text from a place to its end is lower-case hexadecimal digits alone. */
    public static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * The bytes that hex stands for, in either case.
     *
     * @throws IllegalArgumentException if it is not hex
     */
    public static byte[] fromHex(String hex) {
        return HEX.parseHex(hex);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
