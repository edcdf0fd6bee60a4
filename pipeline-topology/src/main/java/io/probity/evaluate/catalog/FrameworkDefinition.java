package io.probity.evaluate.catalog;

import java.time.Instant;
import java.util.List;

/** A named set of requirements, which scopes are held to by an {@link AssignmentDefinition}. */
public record FrameworkDefinition(
        String id,
        String version,
        Instant effectiveFrom,
        String name,
        String description,
        List<Requirement> requirements,
        boolean retired) {

    /**
     * A statement that is satisfied when all of its controls are.
     *
     * @param controls ids or aliases
     * @param mappings identifiers in published standards, for example {@code SOC 2:CC8.1}
     */
    public record Requirement(String id, String title, List<String> controls, List<String> mappings) {}
}
