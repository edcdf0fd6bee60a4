package io.probity.bench;

import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.Definitions;
import io.probity.model.Balance;
import io.probity.own.OwnEvent;
import io.probity.own.OwnTopics;
import io.probity.rig.Committed;
import io.probity.serde.AvroSerdes;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The pipeline, with a catalog. */
record PipelineCase(BenchPlan plan, Catalog catalog) implements Case {

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String title() {
        return name() + ", " + catalog.controls().size() + " controls";
    }

    @Override
    public Class<?> main() {
        return WholePipeline.class;
    }

    @Override
    public String last() {
        return "audit.sealed";
    }

    /** A leaf for each event, refused ones too, and one for each definition in each partition; what the platform says itself comes on top. */
    @Override
    public long expected(int partitions) {
        return plan.events()
                + (long) partitions * Definitions.publish(catalog, "any").size();
    }

    @Override
    public String verify(Committed committed, AvroSerdes avro, int partitions) {
        long leaves = committed.count(last());
        long own = committed.count(OwnTopics.NAME);
        var balance = balance(committed, avro);
        if (balance == null || leaves != expected(partitions) + own || !accountsForAll(balance)) {
            throw new IllegalStateException(leaves + " leaves of " + expected(partitions) + " and " + own
                    + " of the platform's own, balance " + balance);
        }
        return balance.getAccepted() + " accepted, " + balance.getDuplicate() + " duplicate, " + balance.getRefused()
                + " refused, " + committed.count("audit.decisions") + " decisions, "
                + committed.count("audit.violations") + " violations";
    }

    private boolean accountsForAll(Balance balance) {
        return balance.getReceived() == plan.events()
                && balance.getAccepted() + balance.getDuplicate() + balance.getRefused() == plan.events();
    }

    private static @Nullable Balance balance(Committed committed, AvroSerdes avro) {
        var last = new AtomicReference<@Nullable Balance>();
        var codec = avro.codec(Balance.class);
        committed.each("audit.balance", record -> {
            var balance = codec.decode(record.value());
            if (!balance.getSource().equals(OwnEvent.SOURCE)) {
                last.set(balance);
            }
        });
        return last.get();
    }
}
