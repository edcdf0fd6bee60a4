package io.probity.transform;

import io.probity.draft.Passage;
import io.probity.draft.Passage.Drafted;
import io.probity.wire.Routed;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Forwards what {@link Entries} makes of a draft. */
final class TransformProcessor extends ContextualFixedKeyProcessor<byte[], Drafted, Passage<Routed>> {
    private final Entries entries;

    TransformProcessor(Entries entries) {
        this.entries = entries;
    }

    @Override
    public void process(FixedKeyRecord<byte[], Drafted> record) {
        entries.of(record.value()).forEach(passage -> context().forward(record.withValue(passage)));
    }
}
