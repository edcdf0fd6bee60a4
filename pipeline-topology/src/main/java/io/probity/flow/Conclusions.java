package io.probity.flow;

import io.probity.adhere.Conclusion;
import io.probity.adhere.Conclusion.Breached;
import io.probity.adhere.Conclusion.Changed;
import io.probity.adhere.Conclusion.Counted;
import io.probity.adhere.Conclusion.Decided;
import io.probity.adhere.Conclusion.Lapsed;
import io.probity.adhere.Conclusion.Noticed;
import io.probity.adhere.Conclusion.Reviewed;
import io.probity.adhere.Conclusion.Stands;
import io.probity.adhere.Conclusion.Summed;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Decision;
import io.probity.model.NonAdherence;
import io.probity.model.ReviewRequest;
import io.probity.model.Rollup;
import io.probity.model.SubjectPosture;
import io.probity.model.Violation;
import io.probity.outputs.Outputs;
import io.probity.own.OwnEvent;
import io.probity.wire.PartitionedKey;
import io.probity.wire.RollupKey;
import java.util.List;
import org.apache.kafka.streams.KeyValue;

/** Which conclusion goes to which topic, and what of it. */
record Conclusions(Outputs outputs) {

    List<Decision> decisions(Conclusion conclusion) {
        return conclusion instanceof Decided(Decision decision)
                ? List.of(outputs.decisions().told(decision))
                : List.of();
    }

    List<Adherence> adherence(Conclusion conclusion) {
        return conclusion instanceof Stands(Adherence standing)
                ? List.of(outputs.adherence().told(standing))
                : List.of();
    }

    static List<AdherenceChange> changes(Conclusion conclusion) {
        return conclusion instanceof Changed(AdherenceChange change) ? List.of(change) : List.of();
    }

    /** What is left out of standings is left out of their intervals. */
    List<NonAdherence> intervals(Conclusion conclusion) {
        return conclusion instanceof Lapsed(NonAdherence interval)
                ? List.of(outputs.adherence().told(interval))
                : List.of();
    }

    static List<SubjectPosture> postures(Conclusion conclusion) {
        return conclusion instanceof Summed(SubjectPosture posture) ? List.of(posture) : List.of();
    }

    static List<KeyValue<String, OwnEvent>> notices(PartitionedKey key, Conclusion conclusion) {
        return conclusion instanceof Noticed(OwnEvent notice)
                ? List.of(new KeyValue<>(notice.key(), notice))
                : List.of();
    }

    static List<KeyValue<String, Rollup>> changesOfRollups(PartitionedKey key, Conclusion conclusion) {
        return conclusion instanceof Counted(Rollup change)
                ? List.of(new KeyValue<>(RollupKey.of(change), change))
                : List.of();
    }

    List<Violation> violations(Conclusion conclusion) {
        return conclusion instanceof Breached(Violation violation)
                ? List.of(outputs.violations().told(violation))
                : List.of();
    }

    /** What is left out of violations is left out of what is asked of verdicts. */
    List<ReviewRequest> reviews(Conclusion conclusion) {
        return conclusion instanceof Reviewed(ReviewRequest request)
                ? List.of(outputs.violations().told(request))
                : List.of();
    }

    /** The same violations, as findings are told of them. */
    List<Violation> findings(Conclusion conclusion) {
        return conclusion instanceof Breached(Violation violation)
                ? List.of(outputs.findings().told(violation))
                : List.of();
    }
}
