package io.probity.adhere;

import io.probity.model.CountedOccurrences;
import io.probity.model.FloodRow;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what one control tells people. Of its occurrences {@value #MOST} in an hour of the log's clock open a violation each; the one
 * after them opens the last, which counts all that follow in that hour. Every occurrence is a decision all the same. Pure; one partition of
 * the log by itself.
 */
final class FloodFold {
    /** Violations of one control that people can be asked to look at in an hour, and a page of a console. */
    static final int MOST = 1_000;

    static final Duration WINDOW = Duration.ofHours(1);
    /** How long it may be between two records of one that counts. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private FloodFold() {}

    /**
     * After an occurrence.
     *
     * @param counting the violation that stands for it, with its number; null where it has one of its own
     * @param told what there is to tell, in order
     */
    record Flood(FloodRow row, @Nullable Violation counting, List<Violation> told) {}

    /**
     * Counts an occurrence.
     *
     * @param before null where the control has opened none
     * @param opened the violation that it opens by itself
     * @param violations the violation of an id
     */
    static Flood after(@Nullable FloodRow before, Violation opened, Function<String, @Nullable Violation> violations) {
        var now = opened.getDetectedAt();
        if (before == null || !now.isBefore(before.getBegan().plus(WINDOW))) {
            var told = new ArrayList<Violation>(2);
            var untold = before == null ? null : untold(before, violations);
            if (untold != null) {
                told.add(untold);
            }
            told.add(opened);
            return new Flood(new FloodRow(now, 1, null, now), null, told);
        }
        var known = before.getCounting() == null ? null : known(before.getCounting(), violations);
        // what was put right does not stand for what comes after
        if (known == null || known.getStatus() == ViolationStatus.RESOLVED) {
            boolean last = before.getOpened() >= MOST;
            var row = new FloodRow(before.getBegan(), before.getOpened() + 1, last ? opened.getId() : null, now);
            return new Flood(row, null, List.of(opened));
        }
        var counting = counted(known, opened);
        boolean tell = !now.isBefore(before.getToldAt().plus(PAUSE));
        var row = new FloodRow(
                before.getBegan(), before.getOpened(), before.getCounting(), tell ? now : before.getToldAt());
        return new Flood(row, counting, tell ? List.of(counting) : List.of());
    }

    private static Violation counted(Violation counting, Violation occurrence) {
        var before = counting.getCounted();
        long occurrences = before == null ? 1 : before.getOccurrences();
        return Violation.newBuilder(counting)
                .setCounted(new CountedOccurrences(occurrences + 1, occurrence.getCause(), occurrence.getDetectedAt()))
                .build();
    }

    /** What the hour before counted since it was last told of; null where that is nothing. */
    private static @Nullable Violation untold(FloodRow row, Function<String, @Nullable Violation> violations) {
        if (row.getCounting() == null) {
            return null;
        }
        var counting = known(row.getCounting(), violations);
        @Nullable CountedOccurrences counted = counting.getCounted();
        return counted != null && counted.getLastAt().isAfter(row.getToldAt()) ? counting : null;
    }

    private static Violation known(String id, Function<String, @Nullable Violation> violations) {
        var violation = violations.apply(id);
        if (violation == null) {
            throw new IllegalStateException(
                    "violation " + id + " counts a flood and is not in the store: the two stores disagree");
        }
        return violation;
    }
}
