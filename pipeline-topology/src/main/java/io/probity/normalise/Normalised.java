package io.probity.normalise;

import io.probity.draft.EventDraft;
import io.probity.model.Reason;

/** What normalisation makes of one item of a source record: one of two things, and the compiler knows both. */
public sealed interface Normalised {
    /** An event, and the canonical source bytes that its contentKey is computed over. */
    record Event(EventDraft draft, byte[] sourceBytes) implements Normalised {}

    /**
     * The item's own fault.
     *
     * @param detail what was wrong and where, for the person who mends it
     */
    record Refused(Reason reason, String detail) implements Normalised {}
}
