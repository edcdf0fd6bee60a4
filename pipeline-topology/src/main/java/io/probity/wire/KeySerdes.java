package io.probity.wire;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes of the two routing keys: the routing stays here, the bytes go on the wire. */
final class KeySerdes {
    private KeySerdes() {}

    static Serde<PartitionedKey> partitioned() {
        return Serdes.serdeFrom((topic, key) -> key.key(), (topic, bytes) -> new PartitionedKey(-1, bytes));
    }

    static Serde<EntryKey> entry() {
        return Serdes.serdeFrom((topic, key) -> key.key(), (topic, bytes) -> new EntryKey(bytes, false));
    }
}
