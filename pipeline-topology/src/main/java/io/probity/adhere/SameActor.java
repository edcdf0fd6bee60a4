package io.probity.adhere;

import io.probity.model.Protected;
import java.util.Objects;

/** Whether two names stand for one actor, as far as what the log keeps of them tells. */
enum SameActor {
    YES,
    NO,
    /** A token of another epoch, a ciphertext, or a name in clear beside one that is protected. */
    UNKNOWN;

    /**
     * Compares.
     *
     * @param opened who opened a violation, a String or a {@link Protected}; an empty text is nobody
     * @param orders who orders, likewise
     */
    static SameActor of(Object opened, Object orders) {
        if (opened instanceof CharSequence name && name.isEmpty()) {
            return NO;
        }
        if (opened instanceof CharSequence one && orders instanceof CharSequence other) {
            return one.toString().contentEquals(other) ? YES : NO;
        }
        return opened instanceof Protected one && orders instanceof Protected other ? of(one, other) : UNKNOWN;
    }

    private static SameActor of(Protected one, Protected other) {
        if (one.getT() == null || other.getT() == null || !Objects.equals(one.getE(), other.getE())) {
            return UNKNOWN;
        }
        return one.getT().equals(other.getT()) ? YES : NO;
    }
}
