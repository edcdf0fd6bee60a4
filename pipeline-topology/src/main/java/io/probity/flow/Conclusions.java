package io.probity.flow;

import io.probity.adhere.Conclusion;
import io.probity.adhere.Conclusion.Breached;
import io.probity.adhere.Conclusion.Changed;
import io.probity.adhere.Conclusion.Decided;
import io.probity.adhere.Conclusion.Registered;
import io.probity.adhere.Conclusion.Stands;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Decision;
import io.probity.model.Violation;
import io.probity.own.OwnEvent;
import io.probity.wire.PartitionedKey;
import java.util.List;
import org.apache.kafka.streams.KeyValue;

/** Which conclusion goes to which topic. */
final class Conclusions {
    private Conclusions() {}

    static List<Decision> decisions(Conclusion conclusion) {
        return conclusion instanceof Decided(Decision decision) ? List.of(decision) : List.of();
    }

    static List<Adherence> adherence(Conclusion conclusion) {
        return conclusion instanceof Stands(Adherence standing) ? List.of(standing) : List.of();
    }

    static List<AdherenceChange> changes(Conclusion conclusion) {
        return conclusion instanceof Changed(AdherenceChange change) ? List.of(change) : List.of();
    }

    static List<KeyValue<String, OwnEvent>> registrations(PartitionedKey key, Conclusion conclusion) {
        return conclusion instanceof Registered(OwnEvent notice)
                ? List.of(new KeyValue<>(notice.key(), notice))
                : List.of();
    }

    static List<Violation> violations(Conclusion conclusion) {
        return conclusion instanceof Breached(Violation violation) ? List.of(violation) : List.of();
    }
}
