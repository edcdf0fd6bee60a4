package io.probity.evaluate.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a breach of one control is accepted for a while: FAIL is then WAIVED.
 *
 * @param control id or alias
 * @param subject kind/id; null where the scope decides
 * @param scope null where the subject decides
 * @param approver who accepted it
 * @param expires the first instant at which FAIL is FAIL again; a waiver without an end is a changed control
 */
public record WaiverDefinition(
        String id,
        String version,
        Instant effectiveFrom,
        String control,
        @Nullable String subject,
        @Nullable ScopeRef scope,
        String reason,
        String approver,
        Instant from,
        Instant expires,
        boolean retired) {

    public boolean liveAt(Instant at) {
        return !retired && !at.isBefore(from) && at.isBefore(expires);
    }
}
