package io.probity.ledger.dedupe;

import io.probity.leaf.Step;
import io.probity.model.SeenRow;
import io.probity.model.SweepRow;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Steps in; the same steps out, repeats and conflicts marked. Owns the rows of what was seen, and the place of its sweep. */
public final class DedupeStage {
    private final DedupeRule rule;
    private final Store<String, SeenRow> seen;
    private final Store<String, SweepRow> sweep;

    public DedupeStage(DedupeRule rule, Store<String, SeenRow> seen, Store<String, SweepRow> sweep) {
        this.rule = rule;
        this.seen = seen;
        this.sweep = sweep;
    }

    public KStream<byte[], Step> apply(KStream<byte[], Step> numbered) {
        return numbered.processValues(new Supplier(), Named.as("dedupe"));
    }

    private final class Supplier implements FixedKeyProcessorSupplier<byte[], Step, Step> {
        @Override
        public FixedKeyProcessor<byte[], Step, Step> get() {
            return new DedupeProcessor(rule, seen, sweep);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(seen.persistent(), sweep.busy());
        }
    }
}
