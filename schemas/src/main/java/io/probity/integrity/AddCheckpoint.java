package io.probity.integrity;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a log asks of a witness: tlog-witness, section add-checkpoint. Only read, nothing is verified.
 *
 * @param oldSize of the tree that the witness saw last, 0 if none; not above the checkpoint's
 * @param proof that the one extends the other; none if the old size is 0, at most {@value #MOST_HASHES} hashes
 * @param note the checkpoint and its signatures
 */
public record AddCheckpoint(long oldSize, List<TreeHash> proof, SignedNote note) {
    /** The client must not send more. */
    public static final int MOST_HASHES = 63;
    /** A note and its proof. */
    public static final int MOST_BYTES = SignedNote.MOST_BYTES + 4 * 1024;

    private static final String FORMAT = "add-checkpoint request";

    /**
     * A request as it would be written.
     *
     * @throws IllegalArgumentException naming what is not as above; {@link MalformedTextException} if the note is of no
     *     checkpoint
     */
    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (proof.size() > MOST_HASHES) {
            throw new IllegalArgumentException("more than " + MOST_HASHES + " hashes");
        }
        if (oldSize < 0 || oldSize > Checkpoint.parse(note.text()).size()) {
            throw new IllegalArgumentException("the old size is not from 0 to the size of the checkpoint");
        }
        if (oldSize == 0 && !proof.isEmpty()) {
            throw new IllegalArgumentException("a proof from size 0; it must be empty");
        }
    }

    /**
     * Reads the body of a request.
     *
     * @throws MalformedTextException with the line and what is wrong with it: 400 Bad Request
     */
    public static AddCheckpoint parse(byte[] body) {
        var reader = TextReader.of(FORMAT, body, MOST_BYTES);
        long oldSize = reader.decimal(reader.after("old"));
        var proof = reader.hashes(MOST_HASHES);
        int before = reader.line();
        var note = reader.note();
        if (oldSize > Checkpoint.parse(note.text(), before).size()) {
            throw new MalformedTextException(FORMAT, 1, "the old size is above the size of the checkpoint");
        }
        if (oldSize == 0 && !proof.isEmpty()) {
            throw new MalformedTextException(FORMAT, 2, "a proof from size 0; it must be empty");
        }
        return new AddCheckpoint(oldSize, proof, note);
    }

    /** What the note's text says; to be believed only once the note is verified. */
    public Checkpoint checkpoint() {
        return Checkpoint.parse(note.text());
    }

    /** The body in UTF-8. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The body as {@link #parse} reads it. */
    @Override
    public String toString() {
        var text = new StringBuilder("old ").append(oldSize).append('\n');
        proof.forEach(hash -> text.append(hash.toBase64()).append('\n'));
        return text.append('\n').append(note).toString();
    }
}
