package io.probity.transform;

import io.probity.model.Rejection;
import io.probity.wire.Routed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Refusals in; for each an entry of the log out: that it happened and why, and the digest of what lies on audit.rejected. */
public final class RefusalStage {

    public KStream<byte[], Routed> apply(KStream<byte[], Rejection> refused) {
        return refused.processValues(RefusalProcessor::new, Named.as("note-refusal"));
    }
}
