package io.probity.balance;

import io.probity.leaf.Step;
import io.probity.leaf.Step.Leaf;
import io.probity.leaf.Step.Ticked;
import io.probity.model.BalancePart;
import io.probity.wire.Store;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Counts leaves; a tick tells what moved. */
final class TallyProcessor implements Processor<byte[], Step, String, BalancePart> {
    private final Store<String, BalancePart> store;
    private ProcessorContext<String, BalancePart> context;
    private Counter counter;

    TallyProcessor(Store<String, BalancePart> store) {
        this.store = store;
    }

    @Override
    public void init(ProcessorContext<String, BalancePart> processorContext) {
        context = processorContext;
        counter = new Counter(store.in(context), "ledger-" + context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], Step> record) {
        switch (record.value()) {
            case Leaf leaf -> {
                var source = Tally.source(leaf);
                if (source != null) {
                    var tenant = leaf.entry() == null ? "" : leaf.entry().getTenant();
                    counter.count(tenant, source, count -> Tally.after(count, leaf.kind()));
                }
            }
            case Ticked ticked ->
                counter.changed()
                        .forEach(part -> context.forward(
                                new Record<>(part.getTenant() + '|' + part.getSource(), part, record.timestamp())));
        }
    }
}
