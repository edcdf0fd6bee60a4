package io.probity.validate;

import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.model.Reason;
import io.probity.model.Scope;
import io.probity.own.OwnEvent;
import io.probity.types.EventTypes;
import io.probity.validate.Verdict.Accepted;
import io.probity.validate.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a draft may enter the log. The same draft and arrival time always get the same verdict, so a replay of a
 * source topic refuses what the first run refused.
 *
 * @param clockSkew how far ahead of its arrival an event may claim to have happened
 * @param maxAge how old an event may be when it arrives; null for any age
 */
public record Validator(
        EventTypes types,
        DataSchemas schemas,
        Duration clockSkew,
        @Nullable Duration maxAge) {
    /** Clocks of servers that keep time are within seconds; five minutes is what Kerberos allows, RFC 4120. */
    public static final Duration DEFAULT_SKEW = Duration.ofMinutes(5);
    /** Longest id, type or subject in characters: they are keys, and keys are copied into every index. */
    public static final int MAX_KEY = 512;
    /** Longest name of a producing component in characters: the balance of its source has a row of them. */
    public static final int MAX_COMPONENT = 256;

    /** The kinds that registered scopes speak of; an event of another kind of scope is not judged by them. */
    private static final Set<String> SCOPE_KINDS = Set.of("instance", "group", "project", "user");

    /** Five minutes of skew, any age. */
    public static Validator standard(EventTypes types) {
        return new Validator(types, DataSchemas.of(types), DEFAULT_SKEW, null);
    }

    /**
     * Judges one draft; an accepted one may have warnings added, and long fields shortened.
     *
     * @param arrivedAt the source record's broker timestamp, UTC; never the wall clock
     */
    public Verdict judge(EventDraft draft, Instant arrivedAt) {
        if (draft.eventType.isBlank()) {
            return new Refused(Reason.MISSING_FIELD, "eventType is missing");
        }
        Refused fault = time(draft, arrivedAt);
        fault = fault == null ? sizes(draft) : fault;
        fault = fault == null ? scope(draft) : fault;
        if (fault != null) {
            return fault;
        }
        Lengths.shorten(draft);
        String mismatch = schemas.mismatch(draft.eventType, draft.freeForm());
        if (mismatch != null) {
            draft.warn(WarningCode.DATA_SCHEMA_MISMATCH, mismatch);
        }
        return new Accepted(draft);
    }

    /**
     * What the platform tells of itself, controls and auditors go by: so nobody else may say that it is the platform.
     *
     * @param reader name of the source whose topic the event came on
     * @return null for an event that does not, and for the platform's own
     */
    public static @Nullable Refused posing(EventDraft draft, String reader) {
        return !OwnEvent.isSource(draft.source) || reader.equals(OwnEvent.SOURCE)
                ? null
                : new Refused(
                        Reason.INVALID_FIELD,
                        "source says `" + draft.source + "`, whose events come on the platform's own topic alone");
    }

    private @Nullable Refused time(EventDraft draft, Instant arrivedAt) {
        Instant effective = draft.effective;
        if (effective == null) {
            return null;
        }
        if (effective.isAfter(arrivedAt.plus(clockSkew))) {
            return new Refused(
                    Reason.TIME_IN_FUTURE,
                    effective + " is more than " + clockSkew + " after its arrival at " + arrivedAt);
        }
        return maxAge != null && effective.isBefore(arrivedAt.minus(maxAge))
                ? new Refused(
                        Reason.TIME_TOO_OLD,
                        effective + " is more than " + maxAge + " before its arrival at " + arrivedAt)
                : null;
    }

    private static @Nullable Refused sizes(EventDraft draft) {
        if (draft.id != null && draft.id.length() > MAX_KEY) {
            return tooLong("id", draft.id, MAX_KEY);
        }
        if (draft.eventType.length() > MAX_KEY) {
            return tooLong("eventType", draft.eventType, MAX_KEY);
        }
        if (draft.source.length() > MAX_COMPONENT) {
            return tooLong("source", draft.source, MAX_COMPONENT);
        }
        if (draft.subjects.size() > EventDraft.MOST_SUBJECTS) {
            return new Refused(
                    Reason.INVALID_FIELD,
                    draft.subjects.size() + " subjects; the limit is " + EventDraft.MOST_SUBJECTS);
        }
        for (var subject : draft.subjects) {
            if (subject.getKind().length() + subject.getId().length() > MAX_KEY) {
                return tooLong("subject", subject.getKind() + "/" + subject.getId(), MAX_KEY);
            }
        }
        Scope scope = draft.scope;
        return scope != null && scope.getKind().length() + scope.getId().length() > MAX_KEY
                ? tooLong("scope", scope.getKind() + "/" + scope.getId(), MAX_KEY)
                : null;
    }

    private static Refused tooLong(String field, String value, int most) {
        return new Refused(
                Reason.INVALID_FIELD, field + " has " + value.length() + " characters; the limit is " + most);
    }

    private @Nullable Refused scope(EventDraft draft) {
        Scope scope = draft.scope;
        if (scope == null) {
            return null;
        }
        String kind = scope.getKind().toLowerCase(Locale.ROOT);
        return types.find(draft.eventType)
                .filter(type -> SCOPE_KINDS.contains(kind)
                        && !type.scope().isEmpty()
                        && !type.scope().contains(kind))
                .map(type -> new Refused(
                        Reason.SCOPE_MISMATCH, type.name() + " has scope " + type.scope() + ", the event says " + kind))
                .orElse(null);
    }
}
