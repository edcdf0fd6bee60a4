package io.probity.ledger.tree;

import io.probity.leaf.LeafEntries;
import io.probity.leaf.Step;
import io.probity.model.TreeHead;
import io.probity.model.TreeRow;
import io.probity.wire.LogName;
import io.probity.wire.PartitionedKey;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Marked steps in; unsigned heads out. Owns the tree of the partition. */
public final class GrowStage {
    private final LogName log;
    private final LeafEntries leaves;
    private final Store<String, TreeRow> tree;

    public GrowStage(LogName log, LeafEntries leaves, Store<String, TreeRow> tree) {
        this.log = log;
        this.leaves = leaves;
        this.tree = tree;
    }

    public KStream<PartitionedKey, TreeHead> apply(KStream<byte[], Step> marked) {
        return marked.process(new Supplier(), Named.as("grow"));
    }

    private final class Supplier implements ProcessorSupplier<byte[], Step, PartitionedKey, TreeHead> {
        @Override
        public Processor<byte[], Step, PartitionedKey, TreeHead> get() {
            return new GrowProcessor(log, leaves, tree);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(tree.busy());
        }
    }
}
