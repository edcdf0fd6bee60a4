package io.probity.evaluate;

import io.probity.leaf.Refusal;
import io.probity.model.RefreshRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often scopes may be refreshed: each refresh judges every subject of its scope and goes through all subjects of the partition,
 * and stays a turn of the rules for ever. Measured on the log's clock alone, and of what every partition sees, so all of them take
 * and refuse the same. Pure.
 */
final class Refreshes {
    /** The same scope again: what was known an interval ago is known still, and events have moved what they concern. */
    static final Duration SAME_SCOPE = Duration.ofMinutes(10);

    /** Of any scope, within an hour. */
    static final int MOST_AN_HOUR = 30;

    private static final Duration HOUR = Duration.ofHours(1);

    /** Those of the last hour, in the order of the log. */
    private final List<RefreshRow> taken = new ArrayList<>();

    /** Why a refresh is refused now; null where it may be taken. */
    @Nullable Refusal refusal(String scope, Instant logTime) {
        for (var row : taken.reversed()) {
            var again = row.getLogTime().plus(SAME_SCOPE);
            if (row.getScope().equals(scope) && again.isAfter(logTime)) {
                return limited(scope + " was refreshed at " + row.getLogTime(), again);
            }
        }
        var lastHour = taken.stream()
                .filter(row -> row.getLogTime().plus(HOUR).isAfter(logTime))
                .toList();
        return lastHour.size() < MOST_AN_HOUR
                ? null
                : limited(
                        lastHour.size() + " scopes were refreshed within an hour",
                        lastHour.getFirst().getLogTime().plus(HOUR));
    }

    private static Refusal limited(String why, Instant again) {
        return new Refusal(Refusal.Code.RATE_LIMITED, why + "; again from " + again + " on");
    }

    /** Remembers one that is taken. */
    void take(RefreshRow row) {
        taken.removeIf(old -> !old.getLogTime().plus(HOUR).isAfter(row.getLogTime()));
        taken.add(row);
    }
}
