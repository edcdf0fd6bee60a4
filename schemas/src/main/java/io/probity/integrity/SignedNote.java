package io.probity.integrity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text and the signatures under it, none of them verified yet: signed-note, section Format. The text means nothing
 * until {@link Verifiers#open} or {@link Policy#judge} says so.
 *
 * <p>What {@link #parse} takes {@link #toString} writes back, byte for byte.
 *
 * @param text ends in a newline, has no other control character, and may have empty lines
 * @param signatures from 1 to {@value #MOST_SIGNATURES}, in the order in which they stand
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** The specification asks that as many be read, and that there be some bound. */
    public static final int MOST_SIGNATURES = 16;
    /** Sixteen signatures of the 5 kB that post-quantum ones take are 110 kB; the rest is the text's. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final String FORMAT = "signed note";

    /**
     * A note as it would be written.
     *
     * @throws IllegalArgumentException if the text or the number of signatures is not as above
     */
    public SignedNote {
        requireText(text);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new IllegalArgumentException(
                    "a note has from 1 to " + MOST_SIGNATURES + " signatures, not " + signatures.size());
        }
    }

    /**
     * Reads a note, and verifies nothing.
     *
     * @throws MalformedTextException with the line and what is wrong with it
     */
    public static SignedNote parse(byte[] bytes) {
        return parse(StrictText.utf8(FORMAT, bytes, MOST_BYTES), 0);
    }

    /**
     * Reads a note that is the end of a larger text.
     *
     * @param before how many lines of a larger text stand before the note
     */
    static SignedNote parse(String note, int before) {
        TextReader.of(FORMAT, note, before); // no control characters
        int split = note.lastIndexOf("\n\n");
        if (split < 0) {
            throw new MalformedTextException(FORMAT, 0, "has no empty line between text and signatures");
        }
        var text = note.substring(0, split + 1);
        int lines = before + StrictText.lineAt(note, split + 1);
        var signatures = signatures(TextReader.of(FORMAT, note.substring(split + 2), lines), FORMAT);
        return new SignedNote(text, signatures);
    }

    /** All the signature lines that a reader has; at least one. */
    static List<NoteSignature> signatures(TextReader reader, String format) {
        var signatures = new ArrayList<NoteSignature>();
        do {
            var line = reader.next("a signature");
            if (signatures.size() == MOST_SIGNATURES) {
                throw reader.fault("a " + format + " has at most " + MOST_SIGNATURES + " signatures");
            }
            signatures.add(NoteSignature.parse(line, reader));
        } while (reader.more());
        return signatures;
    }

    static void requireText(String text) {
        if (!text.endsWith("\n") || StrictText.control(text) >= 0 || !StrictText.isUnicode(text)) {
            throw new IllegalArgumentException(
                    "the text of a note ends in a newline and has no other control character nor half a surrogate pair");
        }
    }

    /** A note with one signature. */
    public static SignedNote of(String text, NoteSignature signature) {
        return new SignedNote(text, List.of(signature));
    }

    /**
     * The note with one signature more, behind the others; one of the same key is replaced.
     *
     * @throws IllegalArgumentException if that makes more than {@value #MOST_SIGNATURES}
     */
    public SignedNote with(NoteSignature signature) {
        var more = new ArrayList<NoteSignature>();
        for (var present : signatures) {
            if (!present.name().equals(signature.name()) || present.keyId() != signature.keyId()) {
                more.add(present);
            }
        }
        more.add(signature);
        return new SignedNote(text, more);
    }

    /** The note in UTF-8. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The note as {@link #parse} reads it. */
    @Override
    public String toString() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }
}
