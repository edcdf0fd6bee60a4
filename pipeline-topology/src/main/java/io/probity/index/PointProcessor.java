package io.probity.index;

import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.LeafPointer;
import io.probity.model.SealedEntry;
import io.probity.wire.PartitionedKey;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards where an event's leaf lies, keyed by tenant and event id. Mentions are left out: their home leaf is found. */
final class PointProcessor extends ContextualProcessor<PartitionedKey, SealedEntry, String, LeafPointer> {

    @Override
    public void process(Record<PartitionedKey, SealedEntry> record) {
        SealedEntry leaf = record.value();
        Entry entry = leaf.getEntry();
        if (entry != null && entry.getBody() instanceof AuditEvent event) {
            var place = context().recordMetadata().orElseThrow();
            var pointer = new LeafPointer(
                    leaf.getGeneration(), leaf.getPartition(), leaf.getLeaf(), place.offset(), leaf.getKind());
            context()
                    .forward(record.withKey(event.getTenant() + '|' + event.getId())
                            .withValue(pointer));
        }
    }
}
