package io.probity.ledger.seal;

import io.probity.leaf.Step;
import io.probity.leaf.Step.Leaf;
import io.probity.model.SealedEntry;
import io.probity.wire.PartitionedKey;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Marked steps in; the records of audit.sealed out, each to the partition that its leaf is in. */
public final class SealStage {
    private final Sealer sealer;

    public SealStage(Sealer sealer) {
        this.sealer = sealer;
    }

    public KStream<PartitionedKey, SealedEntry> apply(KStream<byte[], Step> marked) {
        return marked.flatMap(this::sealed, Named.as("seal"));
    }

    private List<KeyValue<PartitionedKey, SealedEntry>> sealed(byte[] key, Step step) {
        return step instanceof Leaf leaf
                ? List.of(KeyValue.pair(new PartitionedKey(leaf.place().partition(), key), sealer.seal(leaf)))
                : List.of();
    }
}
