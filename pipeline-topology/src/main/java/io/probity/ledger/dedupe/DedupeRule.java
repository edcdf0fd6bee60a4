package io.probity.ledger.dedupe;

import io.probity.model.SeenRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a second entry of one identity is. Pure.
 *
 * @param horizon log time for which a repeat is a duplicate; 7 days in the design. Of what is {@linkplain
 *     Identity#isLasting lasting}, a repeat is one for ever
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

    /** Compares an entry with the first of its identity, if there was one. */
    Finding judge(@Nullable SeenRow first, Identity identity, Instant logTime) {
        if (first == null) {
            return new Finding.First();
        }
        if (!first.getContentKey().equals(identity.content())) {
            return new Finding.Conflict(first.getLeaf());
        }
        boolean late =
                ages(identity.key(), first) && first.getLogTime().plus(horizon).isBefore(logTime);
        return late ? new Finding.LateRepeat(first.getLeaf()) : new Finding.Duplicate(first.getLeaf());
    }

    /** Whether a row may go: kept twice the horizon, so that a repeat just after it is still told from a first. */
    boolean expired(String key, SeenRow seen, Instant logTime) {
        return ages(key, seen)
                && seen.getLogTime().plus(horizon.multipliedBy(2)).isBefore(logTime);
    }

    private static boolean ages(String key, SeenRow seen) {
        return !Identity.isLasting(key) && !isUndated(seen);
    }

    /** Seen before the first tick of the log, which had no time until then: how old it is, nobody can say, and it is not 1970. */
    static boolean isUndated(SeenRow seen) {
        return seen.getLogTime().equals(Instant.EPOCH);
    }
}
