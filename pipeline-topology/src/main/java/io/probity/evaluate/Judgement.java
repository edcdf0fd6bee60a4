package io.probity.evaluate;

import io.probity.model.RequirementRef;
import io.probity.model.Status;
import java.util.List;

/**
 * What one control says of one subject.
 *
 * @param reason in words: what was expected and what was seen
 * @param observed the fields that the control names, with their values; empty where nothing was evaluated
 * @param requirements every requirement of every framework assigned to the scope that the control serves
 */
public record Judgement(
        ControlVersion control, Status status, String reason, String observed, List<RequirementRef> requirements) {

    /** False: the guard did not hold, or the control has nothing to say of this subject any more. */
    public boolean applicable() {
        return status != Status.NOT_APPLICABLE;
    }
}
