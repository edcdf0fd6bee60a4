package io.probity.ledger.dedupe;

import io.probity.model.SeenRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a second event of one id is. Pure.
 *
 * @param horizon log time for which a repeat is a duplicate; 7 days in the design
 */
public record DedupeRule(Duration horizon) {

    /** What the ledger has before it. */
    public sealed interface Finding {
        /** Not seen before. */
        record First() implements Finding {}

        /** The same content again within the horizon: a leaf that names the first, and nothing is judged twice. */
        record Duplicate(long first) implements Finding {}

        /** The same content again, later than the horizon: sealed and marked, and not judged again. */
        record LateRepeat(long first) implements Finding {}

        /** The same id with other content: sealed, judged and marked, never dropped. */
        record Conflict(long first) implements Finding {}
    }

    /** Compares an event with the first of its id, if there was one. */
    public Finding judge(@Nullable SeenRow first, String contentKey, Instant logTime) {
        if (first == null) {
            return new Finding.First();
        }
        if (!first.getContentKey().equals(contentKey)) {
            return new Finding.Conflict(first.getLeaf());
        }
        boolean late = first.getLogTime().plus(horizon).isBefore(logTime);
        return late ? new Finding.LateRepeat(first.getLeaf()) : new Finding.Duplicate(first.getLeaf());
    }

    /** Whether a row may go: kept twice the horizon, so that a repeat just after it is still told from a first. */
    public boolean expired(SeenRow seen, Instant logTime) {
        return seen.getLogTime().plus(horizon.multipliedBy(2)).isBefore(logTime);
    }
}
