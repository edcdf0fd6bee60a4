package io.probity.ledger.tree;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.integrity.Frontier;
import io.probity.integrity.Rfc6962;
import io.probity.leaf.LeafEntries;
import io.probity.leaf.Step;
import io.probity.leaf.Step.Leaf;
import io.probity.leaf.Step.Ticked;
import io.probity.model.TreeHead;
import io.probity.model.TreeRow;
import io.probity.wire.LogName;
import io.probity.wire.PartitionedKey;
import io.probity.wire.Store;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Adds each leaf to the tree; at a tick says how far it has grown, where that is due. */
final class GrowProcessor extends ContextualProcessor<byte[], Step, PartitionedKey, TreeHead> {
    private static final String ROW = "tree";

    private final LogName log;
    private final LeafEntries leaves;
    private final Store<String, TreeRow> store;
    private KeyValueStore<String, TreeRow> tree;
    /** As it was last written: read once a start, and written with every leaf, so a commit finds it in the store. */
    private Frontier frontier = new Frontier();

    private @Nullable TreeHead told;

    GrowProcessor(LogName log, LeafEntries leaves, Store<String, TreeRow> store) {
        this.log = log;
        this.leaves = leaves;
        this.store = store;
    }

    @Override
    public void init(ProcessorContext<PartitionedKey, TreeHead> context) {
        super.init(context);
        tree = store.in(context);
        var row = tree.get(ROW);
        if (row != null) {
            frontier = Frontier.fromBytes(EventDigest.bytes(row.getFrontier()));
            told = row.getTold();
        }
    }

    @Override
    public void process(Record<byte[], Step> record) {
        switch (record.value()) {
            case Leaf leaf -> append(leaf);
            case Ticked ticked -> tell(record, ticked);
        }
    }

    private void append(Leaf leaf) {
        if (leaf.place().leaf() != frontier.size()) {
            throw new IllegalStateException("leaf " + leaf.place().leaf() + " comes next, and the tree of "
                    + log.of(leaf.place().partition()) + " has " + frontier.size()
                    + " leaves: the stores 'head' and 'tree' are not of one log; replay it");
        }
        frontier.append(Rfc6962.leaf(leaves.of(leaf).bytes()));
        keep();
    }

    private void tell(Record<byte[], Step> record, Ticked tick) {
        if (!HeadTimes.isDue(told, frontier.size(), tick.logTime())) {
            return;
        }
        int partition = tick.partition();
        var head = new TreeHead(
                log.of(partition),
                log.generation(),
                partition,
                frontier.size(),
                ByteBuffer.wrap(frontier.root().bytes()),
                tick.logTime());
        told = head;
        keep();
        var key = new PartitionedKey(partition, head.getOrigin().getBytes(UTF_8));
        context().forward(new Record<>(key, head, record.timestamp(), record.headers()));
    }

    private void keep() {
        tree.put(ROW, new TreeRow(ByteBuffer.wrap(frontier.toBytes()), told));
    }
}
