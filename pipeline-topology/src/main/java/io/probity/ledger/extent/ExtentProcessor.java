package io.probity.ledger.extent;

import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Passes a record by its offset. */
final class ExtentProcessor extends ContextualFixedKeyProcessor<byte[], byte[], byte[]> {
    private final Map<Integer, Long> ends;

    ExtentProcessor(Map<Integer, Long> ends) {
        this.ends = ends;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        var place = context().recordMetadata().orElseThrow();
        if (place.offset() < ends.getOrDefault(place.partition(), 0L)) {
            context().forward(record);
        }
    }
}
