package io.probity.integrity;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One signature line of a note, verified or not: {@code — <name> <base64(key id ‖ signature)>}.
 *
 * @param name whose key it claims to be of
 * @param base64 of the key's id (4 bytes) and the signature (at least 1 byte), in the one spelling that encoding gives
 */
public record NoteSignature(String name, String base64) {
    private static final String START = "— ";
    private static final int ID_BYTES = 4;

    /**
     * A signature as it would be written.
     *
     * @throws IllegalArgumentException if the name is none that a key may have, or the base64 is of less than 5 bytes, or loose
     */
    public NoteSignature {
        KeyName.require(name);
        if (StrictText.base64(base64).length <= ID_BYTES) {
            throw new IllegalArgumentException("not the base64 of a key's id and a signature");
        }
    }

    static NoteSignature of(VerifierKey key, byte[] signature) {
        var bytes = ByteBuffer.allocate(ID_BYTES + signature.length)
                .putInt(key.id())
                .put(signature)
                .array();
        return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(bytes));
    }

    /** Reads a line without its newline, the reader's last one. */
    static NoteSignature parse(String line, TextReader reader) {
        if (!line.startsWith(START)) {
            throw reader.fault("is no signature line: does not begin with an em dash (U+2014) and a space");
        }
        int space = line.indexOf(' ', START.length());
        if (space < 0) {
            throw reader.fault("is no signature line: has no space between name and signature");
        }
        var name = line.substring(START.length(), space);
        if (!KeyName.isValid(name)) {
            throw reader.fault("the name of the key is empty or has a space or a plus");
        }
        var base64 = line.substring(space + 1);
        if (StrictText.base64(base64).length <= ID_BYTES) {
            throw reader.fault("the signature is not the base64 (padded, one spelling) of a key's id and a signature");
        }
        return new NoteSignature(name, base64);
    }

    /** The first four bytes, big-endian; with the name it says which key signed, and how. */
    public int keyId() {
        return ByteBuffer.wrap(StrictText.base64(base64)).getInt();
    }

    /** What comes behind the key's id; the caller's own. */
    public byte[] signature() {
        var bytes = StrictText.base64(base64);
        return Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
    }

    /** The line with its newline. */
    public String line() {
        return START + name + " " + base64 + "\n";
    }
}
