package io.probity.wire;

import java.util.Arrays;

/**
 * A key that carries the partition its record belongs in; the serializer drops the partition on the wire. A
 * StreamPartitioner sees topic, key, value and partition count, never the task it runs in, so the key must bring it.
 *
 * @param partition the ledger partition that derived the record
 * @param key the bytes on the wire
 */
public record PartitionedKey(int partition, byte[] key) {
    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionedKey that && partition == that.partition && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * partition + Arrays.hashCode(key);
    }
}
