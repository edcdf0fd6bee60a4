package io.probity.ledger.seal;

import io.probity.leaf.Step;
import io.probity.leaf.Step.Leaf;
import io.probity.wire.LedgerHeaders;
import io.probity.wire.PartitionedKey;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Encodes a leaf, and says its tier in a header. */
final class SealProcessor extends ContextualProcessor<byte[], Step, PartitionedKey, byte[]> {
    private final SealedEncoder encoder;

    SealProcessor(SealedEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public void process(Record<byte[], Step> record) {
        if (record.value() instanceof Leaf leaf) {
            var key = new PartitionedKey(leaf.place().partition(), record.key());
            var headers = LedgerHeaders.with(record.headers(), encoder.sealer().tierOf(leaf));
            context().forward(new Record<>(key, encoder.encode(leaf), record.timestamp(), headers));
        }
    }
}
