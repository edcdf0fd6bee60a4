package io.probity.evaluate.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit of the scope tree: scopes of whatever provider that belong together, under one name.
 *
 * @param parent id of the unit above it, which covers all that this one covers; null: it is a root
 * @param members its own scopes, none of them a unit
 * @param retired true: from effectiveFrom on there is no such unit
 */
public record ScopeDefinition(
        String id,
        String version,
        Instant effectiveFrom,
        String title,
        String description,
        @Nullable String parent,
        List<ScopeRef> members,
        boolean retired) {}
