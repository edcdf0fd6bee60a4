package io.probity.broadcast;

import io.probity.canonical.EventDigest;
import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an order by itself, whatever it is about: only the ledger knows whether there is such a violation. Pure.
 *
 * @param skew how far ahead of the broker's clock the clock of who orders may be
 */
record CommandCheck(Duration skew) {
    private static final int MOST_ID = 512;
    private static final int MOST_REASON = 4_000;
    private static final int VIOLATION_DIGITS = 64;

    /**
     * Why an order is refused.
     *
     * @param detail names the field
     */
    record Fault(Reason reason, String detail) {}

    /** The first thing that is wrong; null where nothing is. */
    @Nullable Fault of(Command command, Instant ingested) {
        var fault = people(command);
        if (fault == null) {
            fault = switch (command.getKind()) {
                case REFRESH -> refresh(command);
                case UPHOLD, OVERRULE -> answer(command);
                case REVIEW, ASSIGN, COMMENT, DISMISS, RESOLVE, REOPEN, UNKNOWN -> order(command);
            };
        }
        if (fault == null && command.getAt().isBefore(Instant.EPOCH)) {
            fault = new Fault(Reason.INVALID_FIELD, "at is before 1970");
        }
        if (fault == null && command.getAt().isAfter(ingested.plus(skew))) {
            fault = new Fault(Reason.TIME_IN_FUTURE, "at is " + command.getAt() + ", and it arrived at " + ingested);
        }
        return fault;
    }

    private static @Nullable Fault people(Command command) {
        if (command.getKind() == CommandKind.UNKNOWN) {
            return new Fault(Reason.INVALID_FIELD, "kind is none that this version knows");
        }
        if (!command.getContentKey().isEmpty()) {
            return new Fault(Reason.INVALID_FIELD, "contentKey is made in intake: leave it empty");
        }
        var fault = text("id", command.getId(), MOST_ID);
        if (fault == null) {
            fault = text("actor", command.getActor(), MOST_ID);
        }
        if (fault == null) {
            fault = text("reason", command.getReason(), MOST_REASON);
        }
        return fault != null || command.getAssignee() == null
                ? fault
                : text("assignee", command.getAssignee(), MOST_ID);
    }

    /** Whoever could write a token could order in another's name without knowing who it is. */
    private static @Nullable Fault text(String field, Object value, int most) {
        if (!(value instanceof String text)) {
            return new Fault(Reason.INVALID_FIELD, field + " must be a text: intake protects it");
        }
        if (text.indexOf('\0') >= 0) {
            return new Fault(Reason.INVALID_FIELD, field + " holds U+0000");
        }
        if (text.isBlank()) {
            return new Fault(Reason.MISSING_FIELD, field + " is empty");
        }
        return text.length() <= most
                ? null
                : new Fault(
                        Reason.INVALID_FIELD, field + " is " + text.length() + " characters; it may be up to " + most);
    }

    private static @Nullable Fault refresh(Command command) {
        if (!command.getViolation().isEmpty()
                || !command.getReview().isEmpty()
                || !command.getSubject().isEmpty()
                || command.getAssignee() != null) {
            return new Fault(
                    Reason.INVALID_FIELD, "a REFRESH names a scope, and no violation, review, subject or assignee");
        }
        return text("scope", command.getScope(), MOST_ID);
    }

    private static @Nullable Fault answer(Command command) {
        if (!command.getViolation().isEmpty() || command.getAssignee() != null) {
            return new Fault(Reason.INVALID_FIELD, command.getKind() + " names a review, and no violation or assignee");
        }
        return about("review", command.getReview(), command);
    }

    private static @Nullable Fault order(Command command) {
        var fault = about("violation", command.getViolation(), command);
        if (fault == null && !command.getReview().isEmpty()) {
            fault = new Fault(Reason.INVALID_FIELD, "only an UPHOLD or an OVERRULE names a review");
        }
        return fault == null ? assignee(command) : fault;
    }

    /** What it is about, and whose that is. */
    private static @Nullable Fault about(String field, String id, Command command) {
        var fault = text(field, id, VIOLATION_DIGITS);
        if (fault == null && (id.length() != VIOLATION_DIGITS || !EventDigest.isHex(id, 0))) {
            fault = new Fault(
                    Reason.INVALID_FIELD, field + " must be 64 lower-case hex digits, as the " + field + " has it");
        }
        if (fault == null) {
            fault = text("subject", command.getSubject(), 2 * MOST_ID + 1);
        }
        if (fault == null && command.getSubject().indexOf('/') <= 0) {
            fault = new Fault(Reason.INVALID_FIELD, "subject must be kind/id, as the " + field + " has it");
        }
        if (fault == null && !command.getScope().isEmpty()) {
            fault = new Fault(Reason.INVALID_FIELD, "only a REFRESH names a scope");
        }
        return fault;
    }

    private static @Nullable Fault assignee(Command command) {
        boolean given = command.getAssignee() != null;
        return switch (command.getKind()) {
            case ASSIGN -> given ? null : new Fault(Reason.MISSING_FIELD, "an ASSIGN names an assignee");
            case REVIEW -> null;
            case COMMENT, DISMISS, RESOLVE, REOPEN, REFRESH, UPHOLD, OVERRULE, UNKNOWN ->
                given ? new Fault(Reason.INVALID_FIELD, "only a REVIEW or an ASSIGN names an assignee") : null;
        };
    }
}
