package io.probity.app;

import io.probity.model.AuditEvent;
import io.probity.model.SealedEntry;
import io.probity.serde.AvroSerdes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Test fixture: what any reader of the log would have by now. */
final class SealedEvents {
    private SealedEvents() {}

    /** The events of source canonical on the first partition, in the order of the log. */
    static List<AuditEvent> canonical(Settings settings) {
        var events = new ArrayList<AuditEvent>();
        var avro = AvroSerdes.connect(settings.registry());
        try (var consumer = CommittedRecords.consumer(new ClientConfigs(settings).reader())) {
            var reader = avro.of(SealedEntry.class).deserializer();
            var records = new CommittedRecords(consumer, new TopicPartition("audit.sealed", 0));
            for (var record = records.next(); record != null; record = records.next()) {
                var entry = reader.deserialize("audit.sealed", record.value()).getEntry();
                if (entry != null
                        && entry.getBody() instanceof AuditEvent event
                        && event.getNormaliser().getName().equals("canonical")) {
                    events.add(event);
                }
            }
        } finally {
            avro.close();
        }
        return events;
    }
}
