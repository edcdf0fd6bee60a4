package io.probity.draft;

import io.probity.model.Reason;
import io.probity.model.Rejection;

/**
 * What an intake stage says of one item: it goes on, or it is refused. Nothing is logged and dropped, so there is no
 * third.
 *
 * @param <T> what goes on
 */
public sealed interface Passage<T> {
    /** It goes on to the next stage. */
    record On<T>(T item) implements Passage<T> {}

    /** It ends in audit.rejected. */
    record Refused<T>(Rejection rejection) implements Passage<T> {}

    /** An item and where it came from. */
    record Drafted(Arrival arrival, EventDraft event, byte[] sourceBytes) {
        /** Refuses the item at a stage. */
        public <T> Passage<T> refuse(String stage, Reason reason, String detail) {
            return new Refused<>(arrival.refuse(stage, reason, detail));
        }
    }
}
