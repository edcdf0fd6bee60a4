package io.probity.door;

import io.probity.serve.HealthSign;
import io.probity.serve.Instrument;
import io.probity.serve.Meter;
import io.probity.serve.Readings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** The doors of one process, from the spool to the resources that answer. */
public final class Door implements AutoCloseable, Instrument, HealthSign {
    private final Spool spool;
    private final Dispatch dispatch;
    private final InFlight inFlight;
    private final DoorCounters counters;
    private final InstantSource clock;
    private final List<Object> resources;

    private Door(
            Spool spool,
            Dispatch dispatch,
            InFlight inFlight,
            DoorCounters counters,
            InstantSource clock,
            List<Object> resources) {
        this.spool = spool;
        this.dispatch = dispatch;
        this.inFlight = inFlight;
        this.counters = counters;
        this.clock = clock;
        this.resources = List.copyOf(resources);
    }

    /**
     * How records get to Kafka.
     *
     * @param direct makes a producer that gives a record up after a while, so that it can go to the spool
     * @param draining makes one that never does, so that the order stays
     * @param partitions of every topic
     */
    public record Ways(
            Supplier<Producer<byte[], byte[]>> direct, Supplier<Producer<byte[], byte[]>> draining, int partitions) {}

    /**
     * Opens the doors; what an earlier process left in the spool is drained from now on.
     *
     * @throws IOException if the spool cannot be used, or another process has it
     */
    public static Door open(DoorPlan plan, Limits limits, Ways ways, Path spoolFolder, InstantSource clock)
            throws IOException {
        var spool = Spool.open(spoolFolder, limits.spoolBytes(), clock);
        var counters = new DoorCounters();
        var dispatch = new Dispatch(ways.direct(), ways.draining(), ways.partitions(), spool, counters);
        var inFlight = new InFlight(limits.inFlightBytes(), counters);
        var reception = new Reception(dispatch, limits, inFlight, counters, clock);
        return new Door(
                spool,
                dispatch,
                inFlight,
                counters,
                clock,
                List.of(
                        new EventsDoor(reception, plan.events(), limits.items(), limits.itemBytes()),
                        new ProviderDoor(reception, plan.providers(), limits.itemBytes())));
    }

    /** What the endpoint serves. */
    public List<Object> resources() {
        return resources;
    }

    @Override
    public void read(Readings into) {
        counters.read(into);
        into.add(Meter.DOOR_IN_FLIGHT, inFlight.bytes());
        into.add(Meter.DOOR_SPOOL_BYTES, spool.bytes());
        into.add(Meter.DOOR_SPOOL_RECORDS, spool.records());
        var waited =
                spool.oldest().map(it -> Duration.between(it, clock.instant())).orElse(Duration.ZERO);
        into.add(Meter.DOOR_SPOOL_AGE, Math.max(0, waited.toMillis()) / 1000.0);
        into.add(Meter.DOOR_SET_ASIDE, spool.setAside());
    }

    @Override
    public String name() {
        return "door";
    }

    @Override
    public String state() {
        return dispatch.state().name();
    }

    /** True while it takes events: into the spool as well. */
    @Override
    public boolean ready() {
        var state = dispatch.state();
        return state == DoorState.DIRECT || state == DoorState.SPOOLING;
    }

    /** Once the endpoint answers no more. What is in the spool waits there for the next process. */
    @Override
    public void close() {
        dispatch.close();
    }
}
