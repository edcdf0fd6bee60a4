package io.probity.evaluate.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a scope, and everything below it, is held to a framework.
 *
 * @param from the first instant
 * @param to the first instant no longer; null: open
 */
public record AssignmentDefinition(
        String id,
        String version,
        Instant effectiveFrom,
        String framework,
        ScopeRef scope,
        Instant from,
        @Nullable Instant to,
        boolean retired) {

    public boolean liveAt(Instant at) {
        return !retired && !at.isBefore(from) && (to == null || at.isBefore(to));
    }
}
