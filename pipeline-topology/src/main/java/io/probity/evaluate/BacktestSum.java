package io.probity.evaluate;

import io.probity.evaluate.Backtest.Tried;
import io.probity.evaluate.catalog.Judges;
import io.probity.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a back-test came to: verdicts before and after, what they would have opened, and where they differ. */
public final class BacktestSum {
    /** Differences that are kept one by one; more are counted. */
    public static final int MOST_DIFFERENCES = 1_000;

    private final boolean occurrence;
    private final Map<Status, Map<Status, Long>> verdicts = new EnumMap<>(Status.class);
    private final List<Tried> differences = new ArrayList<>();
    private final Map<String, Ends> ends = new HashMap<>();
    private long differing;
    private long openedBefore;
    private long openedAfter;

    /** How a subject stood after the newest of its events. */
    private record Ends(Instant at, Side before, Side after) {}

    /** @param open whether a violation is */
    private record Side(Status status, boolean open) {
        private static final Side NONE = new Side(Status.NOT_APPLICABLE, false);

        Side then(Status next) {
            return new Side(
                    next,
                    switch (next) {
                        case FAIL -> true;
                        case PASS, WARN, NOT_APPLICABLE, WAIVED -> false;
                        case PENDING, ERROR, STALE, UNKNOWN, SKIPPED -> open;
                    });
        }
    }

    /** @param judges of the control that is tried, by which violations are counted on both sides */
    public BacktestSum(Judges judges) {
        this.occurrence = judges == Judges.OCCURRENCE;
    }

    /** Adds one event. */
    public void add(Tried tried) {
        verdicts.computeIfAbsent(tried.before(), it -> new EnumMap<>(Status.class))
                .merge(tried.after(), 1L, Long::sum);
        if (tried.before() != tried.after()) {
            differing++;
            if (differences.size() < MOST_DIFFERENCES) {
                differences.add(tried);
            }
        }
        if (occurrence) {
            openedBefore += tried.before() == Status.FAIL ? 1 : 0;
            openedAfter += tried.after() == Status.FAIL ? 1 : 0;
        }
        stand(tried);
    }

    /** An event that comes after a newer one of its subject moves nothing. */
    private void stand(Tried tried) {
        var key = tried.event().getTenant() + '|' + tried.subject();
        @Nullable Ends known = ends.get(key);
        var at = tried.event().getEffective();
        if (known != null && at.isBefore(known.at())) {
            return;
        }
        var before = (known == null ? Side.NONE : known.before());
        var after = (known == null ? Side.NONE : known.after());
        var now = new Ends(at, before.then(tried.before()), after.then(tried.after()));
        if (!occurrence) {
            openedBefore += !before.open() && now.before().open() ? 1 : 0;
            openedAfter += !after.open() && now.after().open() ? 1 : 0;
        }
        ends.put(key, now);
    }

    /** Events by the verdict of what was in force, and within it by that of the control that was tried. */
    public Map<Status, Map<Status, Long>> verdicts() {
        return Collections.unmodifiableMap(verdicts);
    }

    /** Events that were judged. */
    public long judged() {
        return verdicts.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Events of which the two say different things. */
    public long differing() {
        return differing;
    }

    /** The first of them, {@value #MOST_DIFFERENCES} at the most. */
    public List<Tried> differences() {
        return Collections.unmodifiableList(differences);
    }

    /** Subjects that were judged. */
    public int subjects() {
        return ends.size();
    }

    /** Violations that what was in force opened. */
    public long openedBefore() {
        return openedBefore;
    }

    /** Violations that the control which was tried would have opened. */
    public long openedAfter() {
        return openedAfter;
    }

    /** Subjects by how they stood in the end under what was in force. */
    public Map<Status, Long> standingBefore() {
        return standing(Ends::before);
    }

    /** Subjects by how they would have stood in the end. */
    public Map<Status, Long> standingAfter() {
        return standing(Ends::after);
    }

    private Map<Status, Long> standing(Function<Ends, Side> side) {
        var counts = new EnumMap<Status, Long>(Status.class);
        ends.values().forEach(end -> counts.merge(side.apply(end).status(), 1L, Long::sum));
        return counts;
    }
}
