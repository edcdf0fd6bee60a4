package io.probity.leaf;

import io.probity.model.EvidenceAge;
import io.probity.model.Exemption;
import io.probity.model.LeafRef;
import io.probity.model.Observation;
import io.probity.model.RequirementRef;
import io.probity.model.Scope;
import io.probity.model.Severity;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What evaluation says of one subject after one step.
 *
 * @param before the subject's row with the step's facts in it and its standings as they were
 * @param scope where it happened: the event's; where no event caused it, the newest of the subject
 * @param basis what the verdicts rest on
 * @param drifted names of the facts that a snapshot found otherwise than they were known, sorted; empty nearly always
 * @param gone the subject is not in use any more
 */
public record Judged(
        SubjectState before, Scope scope, Basis basis, List<Verdict> verdicts, List<String> drifted, boolean gone)
        implements Handed {
    /** The fact of how much hangs on a subject: evaluation keeps it, and adherence weighs risk by it. */
    public static final String CRITICALITY = "criticality";

    /** Of something else than a snapshot, or of one that found all as it was known. */
    public Judged(SubjectState before, Scope scope, Basis basis, List<Verdict> verdicts) {
        this(before, scope, basis, verdicts, List.of(), false);
    }

    /**
     * What caused an evaluation.
     *
     * @param leaf the leaf: of the event, or of the definition that made it necessary
     * @param trigger event, definition, timer or refresh
     * @param eventId empty where no event caused it; of a timer, the event of which the time is over, if it is one
     * @param actor id of the event's actor as the log has it, a String or a {@link io.probity.model.Protected}; empty where no
     *     event caused it
     * @param onBehalfOf id of whoever that actor acted for, likewise
     * @param at the event's own time; for a definition, its log time; for a timer, when it was due
     * @param logTime the log's clock; for a timer, when it was due
     */
    public record Basis(
            LeafRef leaf,
            String trigger,
            String eventId,
            String eventType,
            Object actor,
            Object onBehalfOf,
            Instant at,
            Instant logTime) {
        public static final String EVENT = "event";
        public static final String DEFINITION = "definition";
        public static final String TIMER = "timer";
        public static final String REFRESH = "refresh";
        public static final String COMMAND = "command";

        /** Of somebody who acted for nobody, or of no event. */
        public Basis(
                LeafRef leaf,
                String trigger,
                String eventId,
                String eventType,
                Object actor,
                Instant at,
                Instant logTime) {
            this(leaf, trigger, eventId, eventType, actor, "", at, logTime);
        }

        /** What names it: the leaf's digest; for a timer, when it was due, since a leaf may set several. */
        public String cause() {
            return trigger.equals(TIMER) ? at.toString() : leaf.getDigest();
        }
    }

    /**
     * One control's word.
     *
     * @param definition digest of the definition that was in force at {@link Basis#at}, lower-case hex
     * @param observed what a FAIL rests on: fields of the event and facts, with what was there; empty for any other status
     * @param expected the parameters that it was measured by, likewise
     * @param occurrence true: the event was judged by itself; false: the subject's standing was
     * @param shadow true: moves neither adherence nor violations
     * @param past true: by rules of the event's own time that have changed since, or in a scope that the subject has left; decided,
     *     and moves no standing
     * @param ended true: the control no longer holds for the subject, and its standing ends
     * @param factAt own time of the newest fact that it rests on; of an event that another must follow, its own
     * @param evidence the known ones of the facts that the control names as evidence
     * @param opening digest of an event that another must follow, where the verdict is about that; null of any other
     * @param confidence how sure it is; null where the control does not say
     * @param exemption under what it is waived or let through; null where nothing does
     */
    public record Verdict(
            String control,
            String version,
            String definition,
            String title,
            Severity severity,
            boolean occurrence,
            boolean shadow,
            boolean past,
            boolean ended,
            Instant factAt,
            Status status,
            String reason,
            List<Observation> observed,
            List<Observation> expected,
            String expression,
            String remediation,
            List<RequirementRef> requirements,
            List<EvidenceAge> evidence,
            @Nullable String opening,
            @Nullable Confidence confidence,
            @Nullable Exemption exemption) {}
}
