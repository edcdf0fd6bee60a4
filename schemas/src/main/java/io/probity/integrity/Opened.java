package io.probity.integrity;

import java.util.List;

/** What became of opening a note with the keys one knows. */
public sealed interface Opened {

    /**
     * The text holds.
     *
     * @param text of the note
     * @param by whose keys signed it, in the order of the signatures; at least one
     */
    record Verified(String text, List<Signed> by) implements Opened {
        public Verified {
            by = List.copyOf(by);
        }
    }

    /** A signature that verified. */
    record Signed(VerifierKey key, NoteSignature signature) {}

    /** A signature says that it is of a known key and is not: somebody altered the note. None of it is to be read. */
    record WrongSignature(VerifierKey key) implements Opened {}

    /** No signature is of a known key. None of it is to be read. */
    record NobodyKnown() implements Opened {}
}
