package io.probity.integrity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * A public key that signs notes, with its name: signed-note, section Verifier keys (vkey). Immutable; equal if name,
 * type and key are.
 *
 * <p>Read and written as {@code <name>+<id>+<base64(type ‖ key)>}, the id in 8 lower-case hex digits, and in that one
 * spelling only.
 */
public final class VerifierKey {
    private static final String FORMAT = "verifier key";
    /** A name may be long, the rest has 54 characters. */
    private static final int MOST_CHARACTERS = 4_096;

    private final String name;
    private final SignatureType type;
    private final byte[] raw;
    private final PublicKey key;
    private final int id;

    private VerifierKey(String name, SignatureType type, byte[] raw, PublicKey key) {
        this.name = name;
        this.type = type;
        this.raw = raw;
        this.key = key;
        this.id = idOf(name, typed(type, raw));
    }

    /**
     * The key of these bytes.
     *
     * @param raw the key's 32 bytes as RFC 8032 encodes them; copied
     * @throws IllegalArgumentException if no key may have that name, or the bytes are no key
     */
    public static VerifierKey of(String name, SignatureType type, byte[] raw) {
        KeyName.require(name);
        if (raw.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("a public key of " + raw.length + " bytes; Ed25519 has 32");
        }
        try {
            return new VerifierKey(name, type, raw.clone(), Ed25519.publicKey(raw));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the bytes are no public key of Ed25519", e);
        }
    }

    /**
     * Reads a key.
     *
     * @throws MalformedTextException saying which part is not as it should be
     */
    public static VerifierKey parse(String text) {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        if (text.length() > MOST_CHARACTERS || first < 0 || second < 0) {
            throw fault("is not <name>+<id>+<base64>");
        }
        var name = text.substring(0, first);
        if (!KeyName.isValid(name)) {
            throw fault("the name is empty or has a space or a control character");
        }
        var typed = StrictText.base64(text.substring(second + 1));
        if (typed.length == 0) {
            throw fault("the key is not base64 (padded, one spelling)");
        }
        var type = SignatureType.of(typed[0])
                .orElseThrow(
                        () -> fault("signature type 0x%02x is not supported; 0x01 and 0x04 are".formatted(typed[0])));
        if (typed.length != 1 + Ed25519.KEY_BYTES) {
            throw fault("the key has " + (typed.length - 1) + " bytes; Ed25519 has 32");
        }
        return withId(of(FORMAT, name, type, typed), text.substring(first + 1, second), FORMAT);
    }

    private static VerifierKey of(String format, String name, SignatureType type, byte[] typed) {
        try {
            return of(name, type, Arrays.copyOfRange(typed, 1, typed.length));
        } catch (IllegalArgumentException e) {
            throw new MalformedTextException(format, 0, "the bytes are no public key of Ed25519");
        }
    }

    static VerifierKey withId(VerifierKey key, String id, String format) {
        if (!key.hexId().equals(id)) {
            throw new MalformedTextException(format, 0, "the id is not that of this name and key, in lower-case hex");
        }
        return key;
    }

    private static MalformedTextException fault(String problem) {
        return new MalformedTextException(FORMAT, 0, problem);
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), big-endian. */
    static int idOf(String name, byte[] typed) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(name.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            return ByteBuffer.wrap(sha256.digest(typed)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static byte[] typed(SignatureType type, byte[] raw) {
        return Ed25519.joined(new byte[] {type.identifier()}, raw);
    }

    /** A log's name should be its origin, a witness's an address without scheme. */
    public String name() {
        return name;
    }

    /** How the key signs. */
    public SignatureType type() {
        return type;
    }

    /** Short on purpose: with the name it finds the key, and proves nothing. */
    public int id() {
        return id;
    }

    String hexId() {
        return "%08x".formatted(id);
    }

    /** The 32 bytes of the key; the caller's own. */
    public byte[] raw() {
        return raw.clone();
    }

    /** Whether both are the same key of Ed25519, under whatever names and types. */
    boolean sameKeyAs(VerifierKey other) {
        return Arrays.equals(raw, other.raw);
    }

    /** Whether a signature says that it is of this key; nothing is verified. */
    public boolean claims(NoteSignature signature) {
        return signature.name().equals(name) && signature.keyId() == id;
    }

    /**
     * Whether a signature is this key's over a text.
     *
     * @param text of the note, its last newline included
     */
    public boolean verifies(String text, NoteSignature signature) {
        if (!claims(signature)) {
            return false;
        }
        var bytes = signature.signature();
        return switch (type) {
            case ED25519 -> Ed25519.verifies(key, text.getBytes(StandardCharsets.UTF_8), bytes);
            case COSIGNATURE_V1 -> Cosignature.verifies(key, text, bytes);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** The key as {@link #parse} reads it. */
    @Override
    public String toString() {
        return name + "+" + hexId() + "+" + Base64.getEncoder().encodeToString(typed(type, raw));
    }
}
