package io.probity.adhere;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.adhere.Conclusion.Breached;
import io.probity.adhere.Conclusion.Changed;
import io.probity.adhere.Conclusion.Decided;
import io.probity.adhere.Conclusion.Stands;
import io.probity.leaf.Judged;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.wire.PartitionedKey;
import io.probity.wire.Store;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Folds, writes, forwards. What folding means is in {@link AdherenceFold}. */
final class AdhereProcessor implements Processor<byte[], Judged, PartitionedKey, Conclusion> {
    private final Store<String, SubjectState> subjectStore;
    private final Store<String, Violation> violationStore;
    private ProcessorContext<PartitionedKey, Conclusion> context;
    private KeyValueStore<String, SubjectState> subjects;
    private KeyValueStore<String, Violation> violations;

    AdhereProcessor(Store<String, SubjectState> subjects, Store<String, Violation> violations) {
        this.subjectStore = subjects;
        this.violationStore = violations;
    }

    @Override
    public void init(ProcessorContext<PartitionedKey, Conclusion> processorContext) {
        context = processorContext;
        subjects = subjectStore.in(context);
        violations = violationStore.in(context);
    }

    @Override
    public void process(Record<byte[], Judged> record) {
        var row = record.value().before();
        var folded = AdherenceFold.after(record.value(), violations::get);
        subjects.put(row.getTenant() + '|' + row.getSubject(), folded.row());
        for (var conclusion : folded.conclusions()) {
            if (conclusion instanceof Breached(Violation violation)) {
                violations.put(violation.getId(), violation);
            }
            context.forward(record.withKey(key(conclusion)).withValue(conclusion));
        }
    }

    private PartitionedKey key(Conclusion conclusion) {
        var key = switch (conclusion) {
            case Decided(var decision) ->
                decision.getTenant() + '|' + decision.getSubject() + '|' + decision.getControl();
            case Stands(var standing) ->
                standing.getTenant() + '|' + standing.getSubject() + '|' + standing.getControl();
            case Changed(var change) -> change.getTenant() + '|' + change.getSubject() + '|' + change.getControl();
            case Breached(var violation) -> violation.getId();
        };
        return new PartitionedKey(context.taskId().partition(), key.getBytes(UTF_8));
    }
}
