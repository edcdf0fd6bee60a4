package io.probity.evaluate;

import io.probity.leaf.Confidence;
import io.probity.model.Exemption;
import io.probity.model.Observation;
import io.probity.model.RequirementRef;
import io.probity.model.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one control says of one subject.
 *
 * @param reason in words: what was expected and what was seen
 * @param seen the fields that the control names, guard's and condition's, with what was there; empty unless it is FAIL
 * @param requirements every requirement of every framework assigned to the scope that the control serves
 * @param opening what the event waits for, or waited for; null where nothing must follow it, or has
 * @param said true: another engine's answer. That the control does not apply is then an answer too, and no silence
 * @param confidence how sure it is; null where the control does not say, or the verdict is of another kind
 * @param exemption under what it is waived or let through; null where nothing does
 */
public record Judgement(
        ControlVersion control,
        Status status,
        String reason,
        List<Observation> seen,
        List<RequirementRef> requirements,
        @Nullable Opening opening,
        boolean said,
        @Nullable Confidence confidence,
        @Nullable Exemption exemption) {

    Judgement(
            ControlVersion control,
            Status status,
            String reason,
            List<Observation> seen,
            List<RequirementRef> requirements,
            @Nullable Opening opening) {
        this(control, status, reason, seen, requirements, opening, false, null, null);
    }

    Judgement(
            ControlVersion control,
            Status status,
            String reason,
            List<Observation> seen,
            List<RequirementRef> requirements) {
        this(control, status, reason, seen, requirements, null);
    }

    Judgement with(List<Observation> whatWasSeen) {
        return new Judgement(control, status, reason, whatWasSeen, requirements, opening, said, confidence, exemption);
    }

    Judgement sure(@Nullable Confidence how) {
        return new Judgement(control, status, reason, seen, requirements, opening, said, how, exemption);
    }

    /** Of the same event, otherwise, and with nothing that it waits for. */
    Judgement as(Status other, String why) {
        return new Judgement(control, other, why, List.of(), requirements);
    }

    Judgement waiting(String why, Opening what) {
        return new Judgement(control, Status.PENDING, why, List.of(), requirements, what);
    }

    /** The same, let through; the words go before the reason. */
    Judgement letThrough(Exemption by, String words) {
        return new Judgement(control, status, words + "; " + reason, seen, requirements, opening, said, confidence, by);
    }

    /** That it fails is accepted; the words go before the reason. Nobody is asked to look at it any more. */
    Judgement waived(Exemption by, String words) {
        return new Judgement(
                control,
                Status.WAIVED,
                words + "; " + reason,
                List.of(),
                requirements,
                opening,
                false,
                confidence == null ? null : new Confidence(confidence.value(), null),
                by);
    }

    /** Whether it is told by a decision alone. */
    boolean shadow() {
        return control.shadow() || (opening != null && opening.shadow());
    }

    /** As another engine says it. */
    Judgement asSaid() {
        return new Judgement(control, status, reason, seen, requirements, opening, true, confidence, exemption);
    }

    /** False: the guard did not hold, or the control has nothing to say of this subject any more. */
    public boolean applicable() {
        return said || status != Status.NOT_APPLICABLE;
    }
}
