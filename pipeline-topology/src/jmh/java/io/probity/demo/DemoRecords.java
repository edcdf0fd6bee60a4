package io.probity.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** What the demo's producers send. */
public final class DemoRecords {
    private DemoRecords() {}

    /** One record. */
    public record Sent(String topic, String key, byte[] value, Map<String, String> headers) {}

    /** All of them, in order, none later than the given time. */
    public static List<Sent> endingAt(Instant end, Serializer<SpecificRecord> avro) {
        return Samples.of(7, end).stream()
                .map(it -> new Sent(it.topic(), it.key(), it.bytes(avro), it.headers()))
                .toList();
    }
}
