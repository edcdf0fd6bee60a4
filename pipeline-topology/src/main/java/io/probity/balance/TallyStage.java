package io.probity.balance;

import io.probity.leaf.Step;
import io.probity.model.BalancePart;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Marked steps in; the ledger's own count of each source out, at each tick that finds it moved. Owns the counts. */
public final class TallyStage {
    private final Store<String, BalancePart> tally;

    public TallyStage(Store<String, BalancePart> tally) {
        this.tally = tally;
    }

    public KStream<String, BalancePart> apply(KStream<byte[], Step> marked) {
        return marked.process(new Supplier(), Named.as("tally"));
    }

    private final class Supplier implements ProcessorSupplier<byte[], Step, String, BalancePart> {
        @Override
        public Processor<byte[], Step, String, BalancePart> get() {
            return new TallyProcessor(tally);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(tally.busy());
        }
    }
}
