package io.probity.integrity;

import java.util.List;

/**
 * The bodies with which a witness answers: tlog-witness, section add-checkpoint. Cosignatures with 200; with 409 the size
 * it has, so that the log can send a proof from there. (A 409 for another root of the same size has a body of no
 * particular form.)
 */
public final class WitnessAnswer {
    /** The content type by which a 409 says that its body is a size. */
    public static final String SIZE_TYPE = "text/x.tlog.size";

    /** Digits of 2^63 - 1 and a newline. */
    private static final int MOST_SIZE_BYTES = 20;

    private WitnessAnswer() {}

    /**
     * The signature lines of a 200, as yet unverified. Those of unknown keys are to be ignored.
     *
     * @return from 1 to 16 of them
     * @throws MalformedTextException with the line and what is wrong with it
     */
    public static List<NoteSignature> cosignatures(byte[] body) {
        var format = "witness's answer";
        return List.copyOf(SignedNote.signatures(TextReader.of(format, body, SignedNote.MOST_BYTES), format));
    }

    /**
     * The body of a 200.
     *
     * @throws IllegalArgumentException if there are none or more than 16
     */
    public static String body(List<NoteSignature> cosignatures) {
        if (cosignatures.isEmpty() || cosignatures.size() > SignedNote.MOST_SIGNATURES) {
            throw new IllegalArgumentException("from 1 to 16 cosignatures, not " + cosignatures.size());
        }
        var body = new StringBuilder();
        cosignatures.forEach(signature -> body.append(signature.line()));
        return body.toString();
    }

    /**
     * The size of the tree that the witness cosigned last, of a 409 of {@link #SIZE_TYPE}.
     *
     * @throws MalformedTextException saying what is wrong
     */
    public static long latestSize(byte[] body) {
        var reader = TextReader.of("witness's size", body, MOST_SIZE_BYTES);
        long size = reader.decimal(reader.next("the size"));
        if (reader.more()) {
            throw reader.fault("something follows the size");
        }
        return size;
    }

    /** The body of a 409 of {@link #SIZE_TYPE}. */
    public static String body(long latestSize) {
        if (latestSize < 0) {
            throw new IllegalArgumentException("a size of " + latestSize);
        }
        return latestSize + "\n";
    }
}
