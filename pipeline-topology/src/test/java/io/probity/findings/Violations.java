package io.probity.findings;

import io.probity.model.LeafRef;
import io.probity.model.Observation;
import io.probity.model.Protected;
import io.probity.model.Relation;
import io.probity.model.RequirementRef;
import io.probity.model.Seen;
import io.probity.model.Severity;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Violations for the tests of the formats. */
final class Violations {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String ID = "ab".repeat(32);

    private Violations() {}

    static Violation of(ViolationStatus status) {
        return of(status, Severity.HIGH, "alice", "approvals 1 < 2", "Approve it again.", "e1");
    }

    static Violation of(
            ViolationStatus status,
            Severity severity,
            Object actor,
            String reason,
            String remediation,
            String eventId) {
        boolean ended = status == ViolationStatus.RESOLVED || status == ViolationStatus.DISMISSED;
        return new Violation(
                ID,
                "acme",
                "two-approvals",
                "3",
                "A merge has two approvals",
                severity,
                "project/6",
                "group/app",
                "project/6",
                status,
                eventId,
                eventId.isEmpty() ? "" : "merge_request_merged",
                actor,
                "data.approval_count >= params.minimum",
                List.of(
                        new Observation("data.approval_count", Seen.VALUE, "1"),
                        new Observation("data.author", Seen.VALUE, "{\"e\":1,\"t\":\"00ff\"}"),
                        new Observation("data.note", Seen.SHORTENED, "\"a text that was cu"),
                        new Observation("data.label", Seen.MISSING, null)),
                List.of(new Observation("params.minimum", Seen.VALUE, "2")),
                reason,
                remediation,
                List.of(
                        new RequirementRef(
                                "baseline",
                                "change-review",
                                List.of("SOC 2:CC8.1", "ISO 27001:A.8.32"),
                                List.of(Relation.SUBSET_OF, Relation.SUBSET_OF)),
                        new RequirementRef(
                                "baseline", "other", List.of("SOC 2:CC8.1"), List.of(Relation.INTERSECTS_WITH))),
                new LeafRef(1, 2, 17L, "cd".repeat(32)),
                NOON,
                NOON.plusSeconds(1),
                ended ? NOON.plusSeconds(60) : null,
                ended ? "auto" : null,
                ended ? new LeafRef(1, 2, 99L, "ef".repeat(32)) : null,
                true,
                null,
                null,
                null);
    }

    /** One whose every optional part is missing. */
    static Violation bare(@Nullable Protected actor) {
        var full = of(ViolationStatus.DETECTED, Severity.UNKNOWN, actor == null ? "" : actor, "", "", "");
        return new Violation(
                full.getId(),
                full.getTenant(),
                full.getControl(),
                full.getControlVersion(),
                full.getTitle(),
                full.getSeverity(),
                full.getSubject(),
                null,
                full.getScopeId(),
                full.getStatus(),
                "",
                "",
                full.getActor(),
                full.getExpression(),
                List.of(),
                List.of(),
                "",
                "",
                List.of(),
                full.getCause(),
                full.getOccurredAt(),
                full.getDetectedAt(),
                null,
                null,
                null,
                false,
                null,
                null,
                null);
    }
}
