package io.probity.balance;

import io.probity.draft.Passage;
import io.probity.draft.Passage.Drafted;
import io.probity.draft.Passage.On;
import io.probity.draft.Passage.Refused;
import io.probity.model.BalancePart;
import io.probity.wire.Store;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Counts what arrives and says so at intervals: here the wall clock may drive, since no verdict rests on it. */
final class ArrivalProcessor implements Processor<byte[], Passage<Drafted>, String, BalancePart> {
    private final Store<String, BalancePart> store;
    /** What the parts of intake are called, before the number of their partition. */
    static final String PART = "intake-";

    private final Duration every;
    private final String lane;
    private ProcessorContext<String, BalancePart> context;
    private Counter counter;

    ArrivalProcessor(Store<String, BalancePart> store, Duration every, String lane) {
        this.store = store;
        this.every = every;
        this.lane = lane;
    }

    @Override
    public void init(ProcessorContext<String, BalancePart> processorContext) {
        context = processorContext;
        counter = new Counter(
                store.in(context),
                PART + (lane.isEmpty() ? "" : lane + '-') + context.taskId().partition());
        context.schedule(every, PunctuationType.WALL_CLOCK_TIME, this::tell);
    }

    /** The task of partition 0 of the sources that are read together says as well that intake runs: without it, nobody could tell a silence from an outage. */
    private void tell(long now) {
        counter.changed().forEach(part -> context.forward(new Record<>(key(part), part, now)));
        if (lane.isEmpty() && context.taskId().partition() == 0) {
            var beat = Tally.beat();
            context.forward(new Record<>(key(beat), beat, now));
        }
    }

    static String key(BalancePart part) {
        return part.getTenant() + '|' + part.getSource();
    }

    @Override
    public void process(Record<byte[], Passage<Drafted>> record) {
        switch (record.value()) {
            case On<Drafted>(Drafted item) ->
                counter.count(item.arrival().tenant(), item.arrival().source(), Tally::arrived);
            case Refused<Drafted>(var rejection) ->
                counter.count(rejection.getTenant(), rejection.getSource(), Tally::arrived);
        }
    }
}
