package io.probity.balance;

import io.probity.model.BalancePart;
import io.probity.model.WatchRow;
import io.probity.own.OwnEvent;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Counts, numbers and beats in; events out where numbers are missing or a source is silent. Owns what is watched. */
public final class WatchStage {
    private final Store<String, WatchRow> watch;
    private final SilenceRule rule;

    public WatchStage(Store<String, WatchRow> watch, SilenceRule rule) {
        this.watch = watch;
        this.rule = rule;
    }

    public KStream<String, OwnEvent> apply(KStream<String, BalancePart> parts) {
        return parts.process(new Supplier(), Named.as("watch"));
    }

    private final class Supplier implements ProcessorSupplier<String, BalancePart, String, OwnEvent> {
        @Override
        public Processor<String, BalancePart, String, OwnEvent> get() {
            return new WatchProcessor(watch, rule);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(watch.busy());
        }
    }
}
