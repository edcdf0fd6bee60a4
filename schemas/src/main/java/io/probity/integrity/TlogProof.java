package io.probity.integrity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That an entry is in a log, in one text to keep beside the entry ({@code .tlog-proof}): tlog-proof, section Format. Read
 * alone it proves nothing: {@link #judge} says whether it holds.
 *
 * @param index of the entry, from 0, and below the checkpoint's size
 * @param hashes of the inclusion proof, from the leaf's sibling up; at most {@value #MOST_HASHES}
 * @param extra base64, or null if there is none. Nothing proves it: whoever passes the proof on can change it
 * @param note the checkpoint and its signatures
 */
public record TlogProof(
        long index, List<TreeHash> hashes, @Nullable String extra, SignedNote note) {
    /** The height of the largest tree. */
    public static final int MOST_HASHES = 63;
    /** A note and as much again. */
    public static final int MOST_BYTES = 2 * SignedNote.MOST_BYTES;

    private static final String FORMAT = "tlog-proof";
    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";

    /**
     * A proof as it would be written.
     *
     * @throws IllegalArgumentException naming what is not as above; {@link MalformedTextException} if the note is of no
     *     checkpoint
     */
    public TlogProof {
        hashes = List.copyOf(hashes);
        if (hashes.size() > MOST_HASHES) {
            throw new IllegalArgumentException("more than " + MOST_HASHES + " hashes");
        }
        if (extra != null && StrictText.base64(extra).length == 0) {
            throw new IllegalArgumentException("the extra data is empty or not base64 (padded, one spelling)");
        }
        if (index < 0 || index >= Checkpoint.parse(note.text()).size()) {
            throw new IllegalArgumentException("the index is not below the size of the checkpoint");
        }
    }

    /**
     * Reads a proof, and verifies nothing.
     *
     * @throws MalformedTextException with the line and what is wrong with it
     */
    public static TlogProof parse(byte[] bytes) {
        var reader = TextReader.of(FORMAT, bytes, MOST_BYTES);
        if (!reader.next("\"" + FIRST_LINE + "\"").equals(FIRST_LINE)) {
            throw reader.fault("is not \"" + FIRST_LINE + "\"");
        }
        @Nullable String extra = reader.ahead("extra ") ? extra(reader) : null;
        long index = reader.decimal(reader.after("index"));
        int indexLine = reader.line();
        var hashes = reader.hashes(MOST_HASHES);
        int before = reader.line();
        var note = reader.note();
        if (index >= Checkpoint.parse(note.text(), before).size()) {
            throw new MalformedTextException(FORMAT, indexLine, "the index is not below the size of the checkpoint");
        }
        return new TlogProof(index, hashes, extra, note);
    }

    private static String extra(TextReader reader) {
        var extra = reader.after("extra");
        if (StrictText.base64(extra).length == 0) {
            throw reader.fault("the extra data is empty or not base64 (padded, one spelling)");
        }
        return extra;
    }

    /** What the note's text says; to be believed only once the note is verified. */
    public Checkpoint checkpoint() {
        return Checkpoint.parse(note.text());
    }

    /**
     * Whether an entry is in a log that a policy trusts: the note by the policy, and the hashes from the entry up to the root
     * that the note states. Nothing else is needed, neither the log nor a network.
     *
     * @param entry what the leaf hashes, such as {@link LeafEntry#bytes}
     * @return {@link Trust.Trusted} if it is
     */
    public Trust judge(byte[] entry, Policy policy) {
        var trust = policy.judge(note);
        if (!(trust instanceof Trust.Trusted trusted)) {
            return trust;
        }
        long size = trusted.checkpoint().size();
        if (hashes.size() != InclusionProof.length(index, size)) {
            return new Trust.NotIncluded(index, size, hashes.size() + " hashes, not as many as such a proof has");
        }
        boolean holds = new InclusionProof(index, size, hashes)
                .holds(Rfc6962.leaf(entry), trusted.checkpoint().root());
        return holds ? trust : new Trust.NotIncluded(index, size, "entry and hashes do not make the root");
    }

    /** The text in UTF-8. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The text as {@link #parse} reads it. */
    @Override
    public String toString() {
        var text = new StringBuilder(FIRST_LINE).append('\n');
        if (extra != null) {
            text.append("extra ").append(extra).append('\n');
        }
        text.append("index ").append(index).append('\n');
        hashes.forEach(hash -> text.append(hash.toBase64()).append('\n'));
        return text.append('\n').append(note).toString();
    }
}
