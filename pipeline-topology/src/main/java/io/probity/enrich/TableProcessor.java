package io.probity.enrich;

import io.probity.enrich.TableRecord.Gone;
import io.probity.enrich.TableRecord.Row;
import io.probity.enrich.TableRecord.Unreadable;
import io.probity.model.Reason;
import io.probity.wire.UnreadableRowException;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a reference table's store up to date, on Kafka's global thread: while it runs, and before that while it restores.
 * That thread is in no group, so that it may wait; and it cannot be replaced, so that nothing in a record may end it.
 */
final class TableProcessor<V extends SpecificRecordBase> extends ContextualProcessor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(TableProcessor.class);

    private final Table<V> table;
    private final Patience patience;
    private KeyValueStore<String, V> store;

    TableProcessor(Table<V> table, Patience patience) {
        this.table = table;
        this.patience = patience;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        store = table.store().in(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var said = patience.outlast(
                () -> table.reader().read(record.key(), record.value()),
                away -> LOG.warn(
                        "{} waits for the schema registry, and what comes after it with it; events are enriched with the"
                                + " rows that are known ({})",
                        place(),
                        away.getMessage()));
        switch (said) {
            case Row<V>(var key, V row) -> keep(key, row);
            case Gone<V>(var key) -> {
                store.delete(key);
                table.takenBack(key);
            }
            case Unreadable<V>(var reason, var detail) -> skip(reason, detail);
        }
    }

    private void keep(String key, V row) {
        store.put(key, merged(key, row));
        table.filled().set(true);
    }

    private V merged(String key, V row) {
        try {
            var stands = store.get(key);
            return stands == null ? row : table.merge().apply(stands, row);
        } catch (UnreadableRowException spoiled) {
            return row; // what cannot be read any more is none
        }
    }

    private void skip(Reason reason, String detail) {
        count(context().metrics(), table, reason);
        if (table.mayComplain()) {
            LOG.warn(
                    "{} is no row and was skipped, what stood under its key stays in force ({}: {}); write a readable row"
                            + " under the same key. Further ones are counted, not logged",
                    place(),
                    reason,
                    detail);
        }
    }

    /** Kafka names the metric stream-context-metrics/unreadable-total. */
    static void count(StreamsMetrics metrics, Table<?> table, Reason reason) {
        var topic = table.topic().name();
        var why = reason.name().toLowerCase(Locale.ROOT);
        metrics.addRateTotalSensor(
                        "context", topic + '/' + why, "unreadable", RecordingLevel.INFO, "topic", topic, "reason", why)
                .record();
    }

    /** Topic, partition and offset: what a person needs to look at the record. */
    private String place() {
        var topic = table.topic().name();
        return context()
                .recordMetadata()
                .map(at -> topic + ", partition " + at.partition() + ", offset " + at.offset())
                .orElse(topic);
    }
}
