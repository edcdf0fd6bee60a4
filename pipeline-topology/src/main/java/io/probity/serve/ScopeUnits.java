package io.probity.serve;

import io.probity.leaf.UnitSum.Coverage;
import java.time.Instant;
import java.util.Optional;

/** The units of the scope tree, as they are published. */
public interface ScopeUnits {
    /** Whom a unit covers at a time; empty where no unit of the name is in force then. */
    Optional<Coverage> unit(String id, Instant at);

    /** The same, of a question. */
    default Coverage asked(String id, Instant at) {
        return unit(id, at)
                .orElseThrow(() -> Problem.badRequest("unit must be one that is in force, was " + id + ", at " + at));
    }
}
