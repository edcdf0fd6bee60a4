package io.probity.serve;

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
        var newest = facts.entrySet().stream()
                .filter(it ->
                        it.getKey().equals(evidence.getField()) || it.getKey().startsWith(evidence.getField() + '.'))
                .map(Map.Entry::getValue)
                .filter(it -> !it.getValue().equals(TAKEN_BACK))
                .map(Fact::getEffective)
                .max(Comparator.naturalOrder())
                .orElse(evidence.getToldAt());
        var by = Duration.between(evidence.getToldAt(), newest);
        return new EvidenceAge(
                evidence.getField(),
                newest,
                later(evidence.getFreshUntil(), by),
                later(evidence.getGoodUntil(), by),
                later(evidence.getAbandonedFrom(), by),
                evidence.getEmpty());
    }

    private static @Nullable Instant later(@Nullable Instant time, Duration by) {
        return time == null ? null : time.plus(by);
    }
}
