package io.probity.ledger.seal;

import io.probity.leaf.Step;
import io.probity.wire.PartitionedKey;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Marked steps in; the records of audit.sealed out, encoded, each to the partition that its leaf is in. */
public final class SealStage {
    private final SealedEncoder encoder;

    public SealStage(SealedEncoder encoder) {
        this.encoder = encoder;
    }

    public KStream<PartitionedKey, byte[]> apply(KStream<byte[], Step> marked) {
        return marked.process(() -> new SealProcessor(encoder), Named.as("seal"));
    }
}
