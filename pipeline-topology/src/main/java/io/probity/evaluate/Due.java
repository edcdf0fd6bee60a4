package io.probity.evaluate;

import io.probity.evaluate.History.Version;
import io.probity.model.Deadline;
import java.time.Instant;
import java.util.List;

/**
 * What the clock makes to be judged of one subject, at one time.
 *
 * @param at when it is due, in log time
 * @param versions of the controls that are due then, in the order of the log
 * @param deadlines of which the time is over then, in the order of the log
 */
record Due(Instant at, List<Version<ControlVersion>> versions, List<Deadline> deadlines) {}
