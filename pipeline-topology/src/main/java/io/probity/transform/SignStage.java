package io.probity.transform;

import io.probity.wire.EntryDoor;
import io.probity.wire.EntryKey;
import io.probity.wire.Routed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Entries in; signed records of audit.accepted out. Keeps no state. */
public final class SignStage {
    private final EntryDoor door;

    public SignStage(EntryDoor door) {
        this.door = door;
    }

    public KStream<EntryKey, byte[]> apply(KStream<byte[], Routed> entries) {
        return entries.process(() -> new SignProcessor(door), Named.as("sign"));
    }
}
