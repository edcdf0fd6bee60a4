package io.probity.evaluate;

import io.probity.evaluate.catalog.ScopeRef;
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

    private static final String UNIT = "unit:";

    private static final Duration HOUR = Duration.ofHours(1);

    /** Those of the last hour, in the order of the log. */
    private final List<RefreshRow> taken = new ArrayList<>();

    /** What an order calls a scope: {@code unit:ID} a unit, else a path. */
    static ScopeRef scope(String name) {
        return name.startsWith(UNIT) ? ScopeRef.ofUnit(name.substring(UNIT.length())) : new ScopeRef(null, null, name);
    }

    /** Why a refresh is refused now; null where it may be taken. */
    @Nullable Refusal refusal(String scope, Rulebook rulebook, Instant logTime) {
        @Nullable String unit = scope(scope).unit();
        if (unit != null && !rulebook.hasUnit(unit, logTime)) {
            return new Refusal(Refusal.Code.UNKNOWN_UNIT, "no unit `" + unit + "` is in force at " + logTime);
        }
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
