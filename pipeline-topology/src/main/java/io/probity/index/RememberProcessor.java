package io.probity.index;

import io.probity.model.IndexRow;
import io.probity.model.LeafPointer;
import io.probity.wire.Store;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Adds a reference to an id's row, unless it was told before. */
final class RememberProcessor implements Processor<String, LeafPointer, Void, Void> {
    private final Store<String, IndexRow> store;
    private KeyValueStore<String, IndexRow> rows;

    RememberProcessor(Store<String, IndexRow> store) {
        this.store = store;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        rows = store.in(context);
    }

    @Override
    public void process(Record<String, LeafPointer> record) {
        var before = rows.get(record.key());
        var after = Memory.after(before, record.value());
        if (before == null || after.getCount() != before.getCount()) {
            rows.put(record.key(), after);
        }
    }
}
