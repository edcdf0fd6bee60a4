package io.probity.evaluate;

import io.probity.evaluate.cel.Expressions;
import io.probity.leaf.Handed;
import io.probity.leaf.Step;
import io.probity.model.DefinitionRow;
import io.probity.model.RecallRow;
import io.probity.model.RefreshRow;
import io.probity.model.SubjectState;
import io.probity.model.SweepRow;
import io.probity.model.TimerRow;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Marked steps in; what the controls say of the subjects they concern, and orders, out. Owns the definitions and refreshes as the
 * log gave them, the subjects' rows (which adhere writes), the place of the sweep after a publish, when each subject is due by the
 * clock, and what controls recall of earlier events.
 */
public final class EvaluateStage {
    private final FactRule facts;
    private final Store<String, DefinitionRow> definitions;
    private final Store<String, RefreshRow> refreshes;
    private final Store<String, SubjectState> subjects;
    private final Store<String, SweepRow> settling;
    private final Store<String, TimerRow> timers;
    /** One for the tasks of all partitions, which see the same definitions. */
    private final Expressions expressions = new Expressions();

    private final Store<String, RecallRow> recall;

    public EvaluateStage(
            FactRule facts,
            Store<String, DefinitionRow> definitions,
            Store<String, RefreshRow> refreshes,
            Store<String, SubjectState> subjects,
            Store<String, SweepRow> settling,
            Store<String, TimerRow> timers,
            Store<String, RecallRow> recall) {
        this.facts = facts;
        this.definitions = definitions;
        this.refreshes = refreshes;
        this.subjects = subjects;
        this.settling = settling;
        this.timers = timers;
        this.recall = recall;
    }

    public KStream<byte[], Handed> apply(KStream<byte[], Step> marked) {
        return marked.processValues(new Supplier(), Named.as("evaluate"));
    }

    private final class Supplier implements FixedKeyProcessorSupplier<byte[], Step, Handed> {
        @Override
        public FixedKeyProcessor<byte[], Step, Handed> get() {
            return new EvaluateProcessor(
                    facts, expressions, definitions, refreshes, subjects, settling, timers, recall);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(
                    definitions.persistent(),
                    refreshes.persistent(),
                    subjects.persistent(),
                    settling.busy(),
                    timers.persistent(),
                    recall.persistent());
        }
    }
}
