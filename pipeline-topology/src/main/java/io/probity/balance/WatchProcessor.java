package io.probity.balance;

import io.probity.model.BalancePart;
import io.probity.model.WatchRow;
import io.probity.own.OwnEvent;
import io.probity.wire.Store;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Hands each part to the {@link Watch}, forwards what it has to tell. */
final class WatchProcessor implements Processor<String, BalancePart, String, OwnEvent> {
    private final Store<String, WatchRow> store;
    private final SilenceRule rule;
    private ProcessorContext<String, OwnEvent> context;
    private Watch watch;

    WatchProcessor(Store<String, WatchRow> store, SilenceRule rule) {
        this.store = store;
        this.rule = rule;
    }

    @Override
    public void init(ProcessorContext<String, OwnEvent> processorContext) {
        context = processorContext;
        watch = new Watch(store.in(context), rule);
    }

    @Override
    public void process(Record<String, BalancePart> record) {
        var at = Instant.ofEpochMilli(record.timestamp());
        for (var notice : watch.after(record.value(), at)) {
            var event = Notices.event(notice, at);
            context.forward(record.withKey(event.key()).withValue(event));
        }
    }
}
