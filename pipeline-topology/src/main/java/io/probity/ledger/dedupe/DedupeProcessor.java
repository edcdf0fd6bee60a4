package io.probity.ledger.dedupe;

import io.probity.leaf.Step;
import io.probity.leaf.Step.Leaf;
import io.probity.leaf.Step.Ticked;
import io.probity.ledger.dedupe.DedupeRule.Finding.Conflict;
import io.probity.ledger.dedupe.DedupeRule.Finding.Duplicate;
import io.probity.ledger.dedupe.DedupeRule.Finding.First;
import io.probity.ledger.dedupe.DedupeRule.Finding.LateRepeat;
import io.probity.model.Entry;
import io.probity.model.LeafFlag;
import io.probity.model.LeafKind;
import io.probity.model.SeenRow;
import io.probity.model.SweepRow;
import io.probity.wire.Store;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads, asks the rule, writes, forwards; on a tick it clears away a slice of the rows that are past the horizon. */
final class DedupeProcessor extends ContextualFixedKeyProcessor<byte[], Step, Step> {
    /** Rows looked at per tick: small, so that no tick is felt by the events behind it (architecture.md, "Sweeps"). */
    private static final int SLICE = 100;

    private static final String SWEEP = "seen";

    private final DedupeRule rule;
    private final Store<String, SeenRow> seenStore;
    private final Store<String, SweepRow> sweepStore;
    private KeyValueStore<String, SeenRow> seen;
    private KeyValueStore<String, SweepRow> sweep;

    DedupeProcessor(DedupeRule rule, Store<String, SeenRow> seen, Store<String, SweepRow> sweep) {
        this.rule = rule;
        this.seenStore = seen;
        this.sweepStore = sweep;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Step> context) {
        super.init(context);
        seen = seenStore.in(context);
        sweep = sweepStore.in(context);
    }

    @Override
    public void process(FixedKeyRecord<byte[], Step> record) {
        switch (record.value()) {
            case Leaf leaf -> context().forward(record.withValue(marked(leaf)));
            case Ticked ticked -> {
                clear(ticked.logTime());
                context().forward(record);
            }
        }
    }

    private Leaf marked(Leaf leaf) {
        Entry entry = leaf.entry();
        if (entry == null) {
            return leaf; // forged: nobody vouches for its id
        }
        var identity = Identity.of(entry);
        return switch (rule.judge(seen.get(identity.key()), identity, leaf.logTime())) {
            case First first -> {
                remember(identity, leaf);
                yield leaf;
            }
            case Duplicate(long first) -> leaf.as(LeafKind.DUPLICATE, first);
            case LateRepeat(long first) -> {
                remember(identity, leaf);
                yield leaf.flagged(LeafFlag.REPEAT_AFTER_HORIZON, first);
            }
            case Conflict(long first) -> conflict(identity.withContent(), leaf, first);
        };
    }

    /** The second content of an id is remembered under both, so that its own repeats are duplicates too. */
    private Leaf conflict(Identity identity, Leaf leaf, long first) {
        if (rule.judge(seen.get(identity.key()), identity, leaf.logTime()) instanceof Duplicate(long twin)) {
            return leaf.as(LeafKind.DUPLICATE, twin);
        }
        remember(identity, leaf);
        return leaf.flagged(LeafFlag.ID_CONFLICT, first);
    }

    private void remember(Identity identity, Leaf leaf) {
        seen.put(identity.key(), new SeenRow(identity.content(), leaf.place().leaf(), leaf.logTime()));
    }

    private void clear(Instant logTime) {
        var at = sweep.get(SWEEP);
        var expired = new ArrayList<String>();
        var undated = new ArrayList<KeyValue<String, SeenRow>>();
        String last = null;
        int looked = 0;
        try (var rows = seen.range(at == null ? null : at.getAfter(), null)) {
            while (rows.hasNext() && looked < SLICE) {
                var row = rows.next();
                looked++;
                last = row.key;
                if (rule.expired(row.key, row.value, logTime)) {
                    expired.add(row.key);
                } else if (DedupeRule.isUndated(row.value)) {
                    undated.add(row);
                }
            }
        }
        expired.forEach(seen::delete);
        // of the time before the first tick: they age from now on
        undated.forEach(row -> seen.put(row.key, new SeenRow(row.value.getContentKey(), row.value.getLeaf(), logTime)));
        boolean more = looked == SLICE;
        if (more || (at != null && at.getAfter() != null)) {
            sweep.put(SWEEP, new SweepRow(more ? last : null, 0));
        }
    }
}
