package io.probity.balance;

import io.probity.model.Balance;
import io.probity.model.BalancePart;
import io.probity.model.BalanceRow;
import io.probity.wire.Store;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads, folds, writes, forwards. What folding means is in {@link BalanceFold}. */
final class BalanceProcessor extends ContextualFixedKeyProcessor<String, BalancePart, Balance> {
    private final Store<String, BalanceRow> store;
    private KeyValueStore<String, BalanceRow> balance;

    BalanceProcessor(Store<String, BalanceRow> store) {
        this.store = store;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Balance> context) {
        super.init(context);
        balance = store.in(context);
    }

    @Override
    public void process(FixedKeyRecord<String, BalancePart> record) {
        if (Tally.isBeat(record.value())) {
            return;
        }
        var after = BalanceFold.after(balance.get(record.key()), record.value());
        balance.put(record.key(), after);
        context().forward(record.withValue(after.getTotal()));
    }
}
