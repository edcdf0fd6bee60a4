package io.probity.enrich;

import io.probity.serde.AvroCodec;
import io.probity.wire.Store;
import io.probity.wire.Topic;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BinaryOperator;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One reference table: where its rows come from and where they are kept.
 *
 * @param merge what stands and what comes, put together; where the order of arrival must not decide, it gives the same both ways
 *     round
 * @param complained whether a row that could not be read was told of in the log already: once a table is enough, the rest
 *     is counted
 * @param filled whether it ever had a row: nobody needs to be asked of an empty table for each event
 * @param tellers what each task of this instance told of its rows and waits for
 */
record Table<V extends SpecificRecordBase>(
        Topic<?, V> topic,
        Store<String, V> store,
        TableReader<V> reader,
        BinaryOperator<V> merge,
        AtomicBoolean complained,
        AtomicBoolean filled,
        Set<OnTheirWay<V>> tellers) {
    /** A table whose newest row holds. */
    Table(Topic<?, V> topic, Store<String, V> store, AvroCodec<V> codec) {
        this(topic, store, codec, (stands, comes) -> comes);
    }

    Table(Topic<?, V> topic, Store<String, V> store, AvroCodec<V> codec, BinaryOperator<V> merge) {
        this(
                topic,
                store,
                new TableReader<>(codec),
                merge,
                new AtomicBoolean(),
                new AtomicBoolean(),
                ConcurrentHashMap.newKeySet());
    }

    /** No task waits for a row any longer that is taken back. */
    void takenBack(String key) {
        tellers.forEach(teller -> teller.forget(key));
    }

    /** True once, and never again. */
    boolean mayComplain() {
        return complained.compareAndSet(false, true);
    }
}
