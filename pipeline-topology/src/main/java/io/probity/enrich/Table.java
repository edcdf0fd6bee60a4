package io.probity.enrich;

import io.probity.serde.AvroCodec;
import io.probity.wire.Store;
import io.probity.wire.Topic;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One reference table: where its rows come from and where they are kept.
 *
 * @param complained whether a row that could not be read was told of in the log already: once a table is enough, the rest
 *     is counted
 */
record Table<V extends SpecificRecordBase>(
        Topic<String, V> topic, Store<String, V> store, TableReader<V> reader, AtomicBoolean complained) {
    Table(Topic<String, V> topic, Store<String, V> store, AvroCodec<V> codec) {
        this(topic, store, new TableReader<>(codec), new AtomicBoolean());
    }

    /** True once, and never again. */
    boolean mayComplain() {
        return complained.compareAndSet(false, true);
    }
}
