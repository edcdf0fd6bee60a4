package io.probity.evaluate.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * That an emergency lets through, for a while, what controls in mode enforce would have a gate stop. Verdicts are what they are.
 *
 * @param scope where
 * @param controls ids or aliases; empty: all
 * @param reason why
 * @param approver who allowed it
 * @param from the first instant
 * @param expires the first instant no longer, {@link #LONGEST} after it at most
 */
public record PassThroughDefinition(
        String id,
        String version,
        Instant effectiveFrom,
        ScopeRef scope,
        List<String> controls,
        String reason,
        String approver,
        Instant from,
        Instant expires,
        boolean retired) {

    /** What lasts longer is no emergency but a waiver, or a changed control. */
    public static final Duration LONGEST = Duration.ofDays(7);

    public boolean liveAt(Instant at) {
        return !retired && !at.isBefore(from) && at.isBefore(expires);
    }

    /** Whether it is for the control, by its id or one of its aliases. */
    public boolean names(ControlDefinition control) {
        return controls.isEmpty()
                || controls.contains(control.id())
                || control.aliases().stream().anyMatch(controls::contains);
    }
}
