package io.probity.adhere;

import io.probity.leaf.RollupSum;
import io.probity.model.ControlRollup;
import io.probity.model.Rollup;
import io.probity.model.Violation;
import io.probity.model.ViolationSums;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one violation counts for, in the frameworks that it breaks requirements of. Pure. */
final class ViolationCount {
    private ViolationCount() {}

    /** One for each framework; tenant and scope are left empty. */
    static List<Rollup> of(Violation violation) {
        var sums = sums(violation);
        var control = Map.of(violation.getControl(), new ControlRollup(RollupSum.NO_STANDINGS, sums));
        return StandingCount.frameworks(violation.getRequirements()).stream()
                .map(framework -> new Rollup("", "", null, framework, RollupSum.NO_SUBJECTS, Map.of(), control, sums))
                .toList();
    }

    private static ViolationSums sums(Violation it) {
        long detect = millis(it.getOccurredAt(), it.getDetectedAt());
        long ended = millis(it.getDetectedAt(), it.getEndedAt());
        return switch (it.getStatus()) {
            case DETECTED, IN_REVIEW, UNKNOWN -> new ViolationSums(1L, 1L, 0L, 0L, detect, 0L, 0L);
            case RESOLVED -> new ViolationSums(1L, 0L, 1L, 0L, detect, ended, 0L);
            case DISMISSED -> new ViolationSums(1L, 0L, 0L, 1L, detect, 0L, ended);
        };
    }

    /** Nought where the end is not there, or the event's own clock was ahead of the log's. */
    private static long millis(Instant from, @Nullable Instant to) {
        return to == null ? 0 : Math.max(0, Duration.between(from, to).toMillis());
    }
}
