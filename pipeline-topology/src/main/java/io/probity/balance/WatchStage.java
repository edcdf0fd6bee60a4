package io.probity.balance;

import io.probity.model.BalancePart;
import io.probity.model.WatchRow;
import io.probity.own.OwnEvent;
import io.probity.wire.Store;
import java.time.Duration;
import java.util.Map;
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

    /**
     * @param grace for which a missing number is waited for
     * @param margin what a quiet must last beyond what was usual
     * @param fixed by source, the quiet that is called silence whatever is usual
     * @param off sources whose silence is never told
     */
    public WatchStage(
            Store<String, WatchRow> watch,
            Duration grace,
            Duration margin,
            Map<String, Duration> fixed,
            Set<String> off) {
        this.watch = watch;
        this.rule = new SilenceRule(grace, margin, fixed, off);
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
