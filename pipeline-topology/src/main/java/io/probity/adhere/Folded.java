package io.probity.adhere;

import io.probity.model.Status;

/**
 * What several controls come to together, the first of these that any of them is: GitLab's words, as docs/statuses.md has them for each
 * status, and a word for what GitLab leaves out. Pure.
 */
enum Folded {
    FAILED,
    PENDING,
    PASSED,
    NOT_APPLICABLE;

    static Folded of(Status status) {
        return switch (status) {
            case FAIL, ERROR, WAIVED -> FAILED;
            case PENDING, STALE, UNKNOWN -> PENDING;
            case PASS, WARN -> PASSED;
            case NOT_APPLICABLE, SKIPPED -> NOT_APPLICABLE;
        };
    }

    /** Of two controls, or of two requirements. */
    Folded and(Folded other) {
        return other.compareTo(this) < 0 ? other : this;
    }
}
