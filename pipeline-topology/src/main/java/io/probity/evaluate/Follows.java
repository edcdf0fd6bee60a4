package io.probity.evaluate;

import io.probity.evaluate.Recall.Counts;
import io.probity.evaluate.cel.Term;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether one event follows another, as far as what the log keeps of both tells. Pure. */
enum Follows {
    YES,
    NO,
    /** It hangs on a field that one of them does not have, or on tokens that cannot be compared. */
    PERHAPS;

    /**
     * Whether an event follows one that waits.
     *
     * @param waiting since {@code at}, until {@code waiting.due()}, this no more
     * @param follow what the control asks of it
     * @param time the event's own
     * @param group of the event
     * @param value of the event; null where it does not say
     */
    static Follows of(
            Opening waiting,
            Instant at,
            Recall follow,
            Instant time,
            Counts counts,
            String group,
            @Nullable String value) {
        if (time.isBefore(at) || !time.isBefore(waiting.due())) {
            return NO;
        }
        var guarded = switch (counts) {
            case YES -> YES;
            case NO -> NO;
            case PERHAPS -> PERHAPS;
        };
        return guarded.and(same(waiting.group(), group)).and(other(follow, waiting.value(), value));
    }

    private static Follows same(String one, String other) {
        return one.equals(other) ? YES : comparable(one, other) ? NO : PERHAPS;
    }

    private static Follows other(Recall follow, @Nullable String one, @Nullable String other) {
        if (follow.distinct() == null) {
            return YES;
        }
        if (one == null || other == null) {
            return PERHAPS;
        }
        return one.equals(other) ? NO : comparable(one, other) ? YES : PERHAPS;
    }

    /** A token beside a name in clear, or one of another epoch, may stand for the same person. */
    private static boolean comparable(String one, String other) {
        return Term.epochs(one).equals(Term.epochs(other));
    }

    private Follows and(Follows other) {
        return this == NO || other == NO ? NO : this == YES ? other : this;
    }
}
