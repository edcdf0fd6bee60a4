package io.probity.serve;

import io.probity.leaf.Envelope;
import io.probity.model.EvidenceAge;
import io.probity.model.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How old evidence is, in Auditree's words, at a time. */
enum EvidenceState {
    FRESH,
    /** Its time to live is over, and the tolerance for collectors that are late is not. */
    EXPIRING,
    STALE,
    /** Stale for 30 days, and nobody has renewed it. */
    ABANDONED;

    private static final String TAKEN_BACK = "null";

    static EvidenceState at(Instant time, EvidenceAge evidence) {
        if (isBefore(time, evidence.getFreshUntil())) {
            return FRESH;
        }
        if (isBefore(time, evidence.getGoodUntil())) {
            return EXPIRING;
        }
        return isBefore(time, evidence.getAbandonedFrom()) ? STALE : ABANDONED;
    }

    /** What has no end is always before it. */
    private static boolean isBefore(Instant time, @Nullable Instant end) {
        return end == null || time.isBefore(end);
    }

    /** The same evidence as the subject's facts have it now: an event that the control does not listen to may have told of it anew. */
    static EvidenceAge renewed(EvidenceAge evidence, Map<String, Fact> facts) {
        var typed = facts.get(evidence.getField());
        if (typed != null
                && evidence.getField().indexOf('.') > 0
                && !typed.getValue().equals(TAKEN_BACK)) {
            return renewed(evidence, typed);
        }
        var newest = facts.entrySet().stream()
                .filter(it ->
                        it.getKey().equals(evidence.getField()) || it.getKey().startsWith(evidence.getField() + '.'))
                .map(Map.Entry::getValue)
                .filter(it -> !it.getValue().equals(TAKEN_BACK))
                .map(Fact::getEffective)
                .max(Comparator.naturalOrder())
                .orElse(evidence.getToldAt());
        return aged(evidence, newest, null);
    }

    /** The same of evidence by type, which says itself when it was collected and for how long it is good. */
    private static EvidenceAge renewed(EvidenceAge evidence, Fact told) {
        var envelope = Envelope.of(told);
        return aged(evidence, envelope.at(), envelope.end());
    }

    private static EvidenceAge aged(EvidenceAge evidence, Instant newest, @Nullable Instant end) {
        var by = Duration.between(evidence.getToldAt(), newest);
        return new EvidenceAge(
                evidence.getField(),
                newest,
                earlier(later(evidence.getFreshUntil(), by), end),
                earlier(later(evidence.getGoodUntil(), by), end),
                later(evidence.getAbandonedFrom(), by),
                evidence.getEmpty());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private static @Nullable Instant later(@Nullable Instant time, Duration by) {
        return time == null ? null : time.plus(by);
    }
}
