package io.probity.evaluate;

import io.probity.evaluate.cel.Inputs;
import io.probity.model.AuditEvent;
import java.util.List;

/**
 * An event, and whom it may concern by what it says itself: nothing has been read of its subject.
 *
 * @param inputs what expressions see of it, made once for all that is done with it
 * @param concerned the controls of which it is not certain that they have nothing to say, in the order of the log
 */
record Sighting(AuditEvent event, Inputs inputs, List<History<ControlVersion>> concerned) {}
