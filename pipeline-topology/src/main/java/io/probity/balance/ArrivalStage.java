package io.probity.balance;

import io.probity.draft.Passage;
import io.probity.draft.Passage.Drafted;
import io.probity.model.BalancePart;
import io.probity.wire.Store;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Items as they arrive in; the intake's own count of each source out, every so often. Accepted events in; the numbers that
 * their components gave them out. Owns the counts.
 */
public final class ArrivalStage {
    private final Store<String, BalancePart> received;
    private final Duration every;
    private final String lane;

    /**
     * @param lane the topic that is read apart, since two applications count one source; empty for the one that reads the others
     */
    public ArrivalStage(Store<String, BalancePart> received, Duration every, String lane) {
        this.received = received;
        this.every = every;
        this.lane = lane;
    }

    public KStream<String, BalancePart> apply(KStream<byte[], Passage<Drafted>> arrived) {
        return arrived.process(new Supplier(), Named.as("count-arrivals"));
    }

    /**
     * The numbers that components gave to events which may enter the log; one that was refused has not come. Their gaps are
     * found by the balance, where all partitions of the source come together.
     */
    public KStream<String, BalancePart> numbers(KStream<byte[], Drafted> accepted) {
        return accepted.flatMap((key, item) -> numbered(item), Named.as("tell-numbers"));
    }

    private static List<KeyValue<String, BalancePart>> numbered(Drafted item) {
        Long number = item.event().sequence;
        if (number == null) {
            return List.of();
        }
        var part = Tally.numbered(item.arrival().tenant(), item.arrival().source(), item.event().source, number);
        return List.of(KeyValue.pair(ArrivalProcessor.key(part), part));
    }

    private final class Supplier implements ProcessorSupplier<byte[], Passage<Drafted>, String, BalancePart> {
        @Override
        public Processor<byte[], Passage<Drafted>, String, BalancePart> get() {
            return new ArrivalProcessor(received, every, lane);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(received.busy());
        }
    }
}
