package io.probity.integrity;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A private key that signs notes, with its name. Whoever has it signs as that name: it never appears in
 * {@link #toString}, in a message of an exception, or anywhere but in {@link #secret}.
 *
 * <p>Read and written as Go's {@code sumdb/note} does, {@code PRIVATE+KEY+<name>+<id>+<base64(type ‖ seed)>}, the id in 8
 * lower-case hex digits, and in that one spelling only.
 */
public final class SignerKey {
    private static final String FORMAT = "private key";
    private static final String START = "PRIVATE+KEY+";
    private static final int MOST_CHARACTERS = 4_096;

    private final byte[] seed;
    private final PrivateKey key;
    private final VerifierKey verifier;

    private SignerKey(byte[] seed, PrivateKey key, VerifierKey verifier) {
        this.seed = seed;
        this.key = key;
        this.verifier = verifier;
    }

    /**
     * The key of a seed.
     *
     * @param seed the private key of RFC 8032, 32 bytes; copied
     * @throws IllegalArgumentException if no key may have that name, or the seed has another length
     */
    public static SignerKey of(String name, SignatureType type, byte[] seed) {
        if (seed.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("a private key of " + seed.length + " bytes; Ed25519 has 32");
        }
        var verifier = VerifierKey.of(name, type, Ed25519.publicOf(seed));
        return new SignerKey(seed.clone(), Ed25519.privateKey(seed), verifier);
    }

    /** A new key. */
    public static SignerKey generate(String name, SignatureType type, SecureRandom random) {
        var seed = new byte[Ed25519.KEY_BYTES];
        random.nextBytes(seed);
        return of(name, type, seed);
    }

    /**
     * Reads a private key.
     *
     * @throws MalformedTextException saying which part is not as it should be, without repeating any of it
     */
    public static SignerKey parse(String secret) {
        int first = secret.indexOf('+', START.length());
        int second = secret.indexOf('+', first + 1);
        if (secret.length() > MOST_CHARACTERS || !secret.startsWith(START) || first < 0 || second < 0) {
            throw fault("is not PRIVATE+KEY+<name>+<id>+<base64>");
        }
        var name = secret.substring(START.length(), first);
        if (!KeyName.isValid(name)) {
            throw fault("the name is empty or has a space or a control character");
        }
        var typed = StrictText.base64(secret.substring(second + 1));
        if (typed.length != 1 + Ed25519.KEY_BYTES) {
            throw fault("the key is not the base64 (padded, one spelling) of a type and 32 bytes");
        }
        var type = SignatureType.of(typed[0])
                .orElseThrow(() -> fault("its signature type is not supported; 0x01 and 0x04 are"));
        var parsed = of(name, type, Arrays.copyOfRange(typed, 1, typed.length));
        VerifierKey.withId(parsed.verifier, secret.substring(first + 1, second), FORMAT);
        return parsed;
    }

    private static MalformedTextException fault(String problem) {
        return new MalformedTextException(FORMAT, 0, problem);
    }

    /** The public half. */
    public VerifierKey verifier() {
        return verifier;
    }

    /**
     * Signs the text of a note.
     *
     * @param text ends in a newline and has no other control character
     * @throws IllegalStateException if this key cosigns: its signatures have a time
     */
    public NoteSignature sign(String text) {
        if (verifier.type() != SignatureType.ED25519) {
            throw new IllegalStateException("the key " + verifier.name() + " cosigns checkpoints and nothing else");
        }
        SignedNote.requireText(text);
        return NoteSignature.of(verifier, Ed25519.sign(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Signs a checkpoint as its log.
     *
     * @throws IllegalArgumentException if it has extension lines, which nobody audits: tlog-checkpoint recommends against
     *     them, and no log of ours writes any
     */
    public NoteSignature sign(Checkpoint checkpoint) {
        if (!checkpoint.extensions().isEmpty()) {
            throw new IllegalArgumentException("a checkpoint with extension lines is not signed");
        }
        return sign(checkpoint.text());
    }

    /**
     * Cosigns a checkpoint as a witness: says that this is the largest tree of its log it has seen, and that all before
     * were consistent with it. Whoever calls has made sure of both.
     *
     * @param time of the statement; what is below a second is dropped
     * @throws IllegalArgumentException if the time is before 1970
     * @throws IllegalStateException if this key signs without a time
     */
    public NoteSignature cosign(Checkpoint checkpoint, Instant time) {
        if (verifier.type() != SignatureType.COSIGNATURE_V1) {
            throw new IllegalStateException("the key " + verifier.name() + " signs notes and does not cosign");
        }
        if (time.getEpochSecond() < 0) {
            throw new IllegalArgumentException("a cosignature of " + time + "; its time is of 1970 or later");
        }
        return NoteSignature.of(verifier, Cosignature.sign(key, checkpoint.text(), time.getEpochSecond()));
    }

    /** The private key as {@link #parse} reads it. A secret: for a file that nobody else can read. */
    public String secret() {
        return START
                + verifier.name()
                + "+"
                + verifier.hexId()
                + "+"
                + Base64.getEncoder().encodeToString(VerifierKey.typed(verifier.type(), seed));
    }

    /** The public half; the secret stays here. */
    @Override
    public String toString() {
        return "private key of " + verifier;
    }
}
