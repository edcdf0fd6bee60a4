package io.probity.evaluate;

import io.probity.evaluate.History.Version;
import java.time.Instant;

/**
 * One change of what is in force: a publish is committed, or the time comes that one of its definitions named beforehand.
 *
 * @param publish number of the publish, from 1; 0 of a refresh, at which nothing changes
 * @param at log time of the commit, or of the refresh, or the time that came
 * @param due true: the time came; false: the commit
 */
record Change(int publish, Instant at, boolean due) {
    static Change committed(int publish, Instant logTime) {
        return new Change(publish, logTime, false);
    }

    static Change none(Instant logTime) {
        return new Change(0, logTime, false);
    }

    static Change due(int publish, Instant time) {
        return new Change(publish, time, true);
    }

    /** Whether the version makes a difference from this change on; one dated into the future makes none at its commit. */
    boolean concerns(Version<?> version) {
        return version.publish() == publish
                && (due
                        ? version.moments().contains(at)
                        : !version.effectiveFrom().isAfter(at));
    }
}
