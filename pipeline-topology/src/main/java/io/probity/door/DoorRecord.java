package io.probity.door;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way to Kafka.
 *
 * @param lane chooses the partition where there is no key: records of one lane stay in order. Any number of at least 0
 * @param key null for none
 */
record DoorRecord(String topic, int lane, byte @Nullable [] key, List<Header> headers, byte[] value) {
    /** What a record costs beside its bytes, roughly. */
    private static final int OVERHEAD = 64;

    DoorRecord {
        headers = List.copyOf(headers);
    }

    static DoorRecord keyless(String topic, int lane, List<Header> headers, byte[] value) {
        return new DoorRecord(topic, lane, null, headers, value);
    }

    /**
     * As the producer takes it.
     *
     * @param partitions how many the topic has
     */
    ProducerRecord<byte[], byte[]> toProduce(int partitions) {
        return new ProducerRecord<>(topic, key == null ? lane % partitions : null, null, key, value, headers);
    }

    /** Bytes in memory, roughly. */
    long bytes() {
        long bytes = OVERHEAD + (long) value.length + (key == null ? 0 : key.length);
        for (var header : headers) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }
}
