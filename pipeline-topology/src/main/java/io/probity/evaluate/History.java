package io.probity.evaluate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All versions of one thing, so that an event is judged by the one in force when it happened. Immutable.
 *
 * @param versions in the order of the log
 */
record History<T>(List<Version<T>> versions) {

    /**
     * @param retired true: from effectiveFrom on there is no such thing
     * @param publish number of the publish that brought it, from 1
     */
    record Version<T>(Instant effectiveFrom, boolean retired, int publish, T value) {}

    History<T> plus(Version<T> version) {
        var all = new ArrayList<>(versions);
        all.add(version);
        return new History<>(List.copyOf(all));
    }

    /** The version with the latest effectiveFrom that is not after the time; among equals the later in the log. */
    @Nullable T at(Instant time) {
        @Nullable Version<T> best = null;
        // a plain loop: this runs for every control of every event
        for (int i = 0; i < versions.size(); i++) {
            var version = versions.get(i);
            if (!version.effectiveFrom().isAfter(time)
                    && (best == null || !version.effectiveFrom().isBefore(best.effectiveFrom()))) {
                best = version;
            }
        }
        return best == null || best.retired() ? null : best.value();
    }

    boolean touchedBy(int publish) {
        return versions.stream().anyMatch(version -> version.publish() == publish);
    }

    /** The last version in the order of the log, in force or not. */
    T latest() {
        return versions.getLast().value();
    }
}
