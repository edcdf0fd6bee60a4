package io.probity.balance;

import io.probity.model.Balance;
import io.probity.model.BalancePart;
import io.probity.model.BalanceRow;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Counts of all tasks in, keyed by source; the balance of each source out. Owns the newest count of every part. */
public final class BalanceStage {
    private final Store<String, BalanceRow> balance;

    public BalanceStage(Store<String, BalanceRow> balance) {
        this.balance = balance;
    }

    public KStream<String, Balance> apply(KStream<String, BalancePart> parts) {
        return parts.processValues(new Supplier(), Named.as("balance"));
    }

    private final class Supplier implements FixedKeyProcessorSupplier<String, BalancePart, Balance> {
        @Override
        public FixedKeyProcessor<String, BalancePart, Balance> get() {
            return new BalanceProcessor(balance);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(balance.busy());
        }
    }
}
