package io.probity.index;

import io.probity.model.IndexRow;
import io.probity.model.LeafPointer;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Brings the store along, so that nobody has to remember to connect it. */
record RememberSupplier(Store<String, IndexRow> store) implements ProcessorSupplier<String, LeafPointer, Void, Void> {
    @Override
    public Processor<String, LeafPointer, Void, Void> get() {
        return new RememberProcessor(store);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(store.persistent());
    }
}
