package io.probity.transform;

import io.probity.wire.EntryDoor;
import io.probity.wire.EntryKey;
import io.probity.wire.Routed;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Encodes, signs, and sends on without the source record's own headers: they are in the event, or on audit.rejected. */
final class SignProcessor extends ContextualProcessor<byte[], Routed, EntryKey, byte[]> {
    private final EntryDoor door;

    SignProcessor(EntryDoor door) {
        this.door = door;
    }

    @Override
    public void process(Record<byte[], Routed> record) {
        var routed = record.value();
        var signed = door.sign(routed.key().key(), routed.entry());
        var headers = new RecordHeaders();
        headers.add(EntryDoor.MAC_HEADER, signed.mac());
        context().forward(new Record<>(routed.key(), signed.wire(), record.timestamp(), headers));
    }
}
