package io.probity.ledger.seal;

import io.probity.leaf.Step;
import io.probity.leaf.Step.Leaf;
import io.probity.wire.PartitionedKey;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Marked steps in; the records of audit.sealed out, encoded, each to the partition that its leaf is in. */
public final class SealStage {
    private final SealedEncoder encoder;

    public SealStage(SealedEncoder encoder) {
        this.encoder = encoder;
    }

    public KStream<PartitionedKey, byte[]> apply(KStream<byte[], Step> marked) {
        return marked.flatMap(this::sealed, Named.as("seal"));
    }

    private List<KeyValue<PartitionedKey, byte[]>> sealed(byte[] key, Step step) {
        return step instanceof Leaf leaf
                ? List.of(KeyValue.pair(new PartitionedKey(leaf.place().partition(), key), encoder.encode(leaf)))
                : List.of();
    }
}
