package io.probity.validate;

import io.probity.draft.EventDraft;
import io.probity.model.Reason;

/** What validation says of one draft: one of two things, and the compiler knows both. */
public sealed interface Verdict {
    /** Fit for the log; what was odd is in the draft's warnings. */
    record Accepted(EventDraft draft) implements Verdict {}

    /**
     * The event's own fault.
     *
     * @param detail what was wrong and where, for the person who mends it
     */
    record Refused(Reason reason, String detail) implements Verdict {}
}
