package io.probity.adhere;

import io.probity.leaf.Refusal.Code;
import io.probity.model.CommandKind;
import io.probity.model.ViolationStatus;

/**
 * Which order may follow which status, and what comes of it: the table of docs/commands.md, which a test compares with this. Facts
 * go beside it: what opens and heals is in {@link AdherenceFold}. Pure.
 */
final class Lifecycle {

    /** What comes of an order. */
    sealed interface Next {
        /** This status; the same again where only words or an assignee are added. */
        record To(ViolationStatus status) implements Next {}

        /** Nothing. */
        record No(Code code) implements Next {}
    }

    /**
     * What an order is about.
     *
     * @param occurrence one event by itself; false: a state
     * @param failing of a state: it has not healed since, so that no other violation of it opens. False of an occurrence
     */
    record Stance(ViolationStatus status, boolean occurrence, boolean failing) {}

    private Lifecycle() {}

    /** What an order makes of a violation. */
    static Next after(CommandKind kind, Stance now) {
        return switch (now.status()) {
            case DETECTED, IN_REVIEW -> open(kind, now);
            case RESOLVED, DISMISSED -> ended(kind, now);
            case UNKNOWN -> no(Code.UNKNOWN_VIOLATION);
        };
    }

    private static Next open(CommandKind kind, Stance now) {
        return switch (kind) {
            case REVIEW -> now.status() == ViolationStatus.DETECTED ? to(ViolationStatus.IN_REVIEW) : same();
            case ASSIGN, COMMENT -> to(now.status());
            case DISMISS -> to(ViolationStatus.DISMISSED);
            case RESOLVE -> now.occurrence() ? to(ViolationStatus.RESOLVED) : no(Code.RESOLVED_BY_FACTS);
            case REOPEN -> now.status() == ViolationStatus.IN_REVIEW ? to(ViolationStatus.DETECTED) : same();
            case REFRESH, UPHOLD, OVERRULE, UNKNOWN -> no(Code.UNKNOWN_KIND);
        };
    }

    private static Next ended(CommandKind kind, Stance now) {
        return switch (kind) {
            case COMMENT -> to(now.status());
            case REVIEW, ASSIGN -> no(Code.ENDED);
            case DISMISS -> now.status() == ViolationStatus.DISMISSED ? same() : no(Code.ENDED);
            case RESOLVE -> now.status() == ViolationStatus.RESOLVED ? same() : no(Code.ENDED);
            case REOPEN -> now.occurrence() || now.failing() ? to(ViolationStatus.DETECTED) : no(Code.HEALED);
            case REFRESH, UPHOLD, OVERRULE, UNKNOWN -> no(Code.UNKNOWN_KIND);
        };
    }

    private static Next to(ViolationStatus status) {
        return new Next.To(status);
    }

    private static Next same() {
        return no(Code.SAME_STATUS);
    }

    private static Next no(Code code) {
        return new Next.No(code);
    }
}
