package io.probity.serve;

import io.probity.registry.RegistryListener;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts the traffic with the schema registry. */
public final class RegistryInstrument implements Instrument, RegistryListener {
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder waitedMillis = new LongAdder();

    @Override
    public void answered(Duration took) {
        answered.increment();
    }

    @Override
    public void failed(String cause) {
        failed.increment();
    }

    @Override
    public void waiting(Duration pause) {
        waitedMillis.add(pause.toMillis());
    }

    @Override
    public void read(Readings into) {
        into.add(Meter.REGISTRY_ANSWERED, answered.sum());
        into.add(Meter.REGISTRY_FAILED, failed.sum());
        into.add(Meter.REGISTRY_WAITED, waitedMillis.sum() / 1000.0);
    }
}
