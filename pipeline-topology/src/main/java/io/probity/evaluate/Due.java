package io.probity.evaluate;

import io.probity.evaluate.History.Version;
import io.probity.model.Deadline;
import io.probity.model.LeafRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the clock makes to be judged of one subject, at one time.
 *
 * @param at when it is due, in log time
 * @param versions of the controls that are due then, in the order of the log
 * @param deadlines of which the time is over then, in the order of the log
 * @param overdue the leaf of a verdict that somebody was to look at before then, where nothing else is due; null where that is not so
 */
record Due(
        Instant at,
        List<Version<ControlVersion>> versions,
        List<Deadline> deadlines,
        @Nullable LeafRef overdue) {}
