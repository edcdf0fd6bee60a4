package io.probity.adhere;

import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Decision;
import io.probity.model.NonAdherence;
import io.probity.model.ReviewRequest;
import io.probity.model.Rollup;
import io.probity.model.SubjectPosture;
import io.probity.model.Violation;
import io.probity.own.OwnEvent;

/** What the ledger publishes of a verdict: never one record that does two of these. */
public sealed interface Conclusion {
    /** The verdict itself; never changed later. */
    record Decided(Decision decision) implements Conclusion {}

    /** How the subject stands now. */
    record Stands(Adherence adherence) implements Conclusion {}

    /** That it stands otherwise than before. */
    record Changed(AdherenceChange change) implements Conclusion {}

    /** That a subject began to stand in FAIL, or no longer does. */
    record Lapsed(NonAdherence interval) implements Conclusion {}

    /** How the subject stands as a whole, where that is otherwise than before. */
    record Summed(SubjectPosture posture) implements Conclusion {}

    /** A breach that opened or ended. */
    record Breached(Violation violation) implements Conclusion {}

    /** That somebody is to look at a verdict, or need no longer. */
    record Reviewed(ReviewRequest request) implements Conclusion {}

    /** What changed in the roll-up of one scope and framework: numbers to add, some of them negative. */
    record Counted(Rollup change) implements Conclusion {}

    /** An event of our own: of a subject that nobody knew, of one that has drifted. */
    record Noticed(OwnEvent notice) implements Conclusion {}
}
