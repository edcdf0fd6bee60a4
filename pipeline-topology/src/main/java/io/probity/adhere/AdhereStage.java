package io.probity.adhere;

import io.probity.leaf.Handed;
import io.probity.model.FloodRow;
import io.probity.model.ReviewRequest;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.wire.PartitionedKey;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Verdicts and orders in; conclusions out. Owns the violations, how many of them a control opens, and the requests that somebody looks at a verdict; writes the subjects' rows, which evaluate owns and reads. */
public final class AdhereStage {
    private final Store<String, SubjectState> subjects;
    private final Store<String, Violation> violations;
    private final Store<String, FloodRow> floods;
    private final Store<String, ReviewRequest> reviews;
    private final boolean registrations;

    /**
     * @param registrations whether it is told of a subject that nobody has seen and that a framework of its scope is for
     */
    public AdhereStage(
            Store<String, SubjectState> subjects,
            Store<String, Violation> violations,
            Store<String, FloodRow> floods,
            Store<String, ReviewRequest> reviews,
            boolean registrations) {
        this.reviews = reviews;
        this.registrations = registrations;
        this.subjects = subjects;
        this.violations = violations;
        this.floods = floods;
    }

    public KStream<PartitionedKey, Conclusion> apply(KStream<byte[], Handed> judged) {
        return judged.process(new Supplier(), Named.as("adhere"), subjects.name());
    }

    private final class Supplier implements ProcessorSupplier<byte[], Handed, PartitionedKey, Conclusion> {
        @Override
        public Processor<byte[], Handed, PartitionedKey, Conclusion> get() {
            return new AdhereProcessor(subjects, violations, floods, reviews, registrations);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(violations.persistent(), floods.persistent(), reviews.persistent());
        }
    }
}
