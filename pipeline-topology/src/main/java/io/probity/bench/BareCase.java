package io.probity.bench;

import io.probity.rig.Committed;
import io.probity.serde.AvroSerdes;

/** Two hops that decode, get, put and encode. */
record BareCase(BenchPlan plan) implements Case {

    @Override
    public String name() {
        return "two-bare-hops";
    }

    @Override
    public Class<?> main() {
        return BareHops.class;
    }

    @Override
    public String last() {
        return BareHops.OUT;
    }

    @Override
    public long expected(int partitions) {
        return (long) plan.events() - Mix.malformedOf(plan.events());
    }

    @Override
    public String verify(Committed committed, AvroSerdes avro, int partitions) {
        long found = committed.count(last());
        if (found != expected(partitions)) {
            throw new IllegalStateException(found + " records came out of " + expected(partitions));
        }
        return found + " came out";
    }
}
