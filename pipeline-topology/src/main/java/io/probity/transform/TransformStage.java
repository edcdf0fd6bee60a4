package io.probity.transform;

import io.probity.draft.Passage;
import io.probity.draft.Passage.Drafted;
import io.probity.wire.Routed;
import java.util.function.Supplier;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Enriched drafts in; entries of the log out, one for each subject that an event concerns, and refusals. Keeps no state. */
public final class TransformStage {
    private final Supplier<Entries> entries;

    /**
     * @param entries one for each task: it draws salts, and the generator of random bytes is not shared
     */
    public TransformStage(Supplier<Entries> entries) {
        this.entries = entries;
    }

    public KStream<byte[], Passage<Routed>> apply(KStream<byte[], Drafted> enriched) {
        return enriched.processValues(() -> new TransformProcessor(entries.get()), Named.as("transform"));
    }
}
