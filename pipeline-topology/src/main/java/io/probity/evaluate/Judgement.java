package io.probity.evaluate;

import io.probity.model.Observation;
import io.probity.model.RequirementRef;
import io.probity.model.Status;
import java.util.List;

/**
 * What one control says of one subject.
 *
 * @param reason in words: what was expected and what was seen
 * @param seen the fields that the control names, guard's and condition's, with what was there; empty unless it is FAIL
 * @param requirements every requirement of every framework assigned to the scope that the control serves
 */
public record Judgement(
        ControlVersion control,
        Status status,
        String reason,
        List<Observation> seen,
        List<RequirementRef> requirements) {

    Judgement with(List<Observation> whatWasSeen) {
        return new Judgement(control, status, reason, whatWasSeen, requirements);
    }

    /** The same in other words. */
    Judgement saying(String otherReason) {
        return new Judgement(control, status, otherReason, seen, requirements);
    }

    /** False: the guard did not hold, or the control has nothing to say of this subject any more. */
    public boolean applicable() {
        return status != Status.NOT_APPLICABLE;
    }
}
