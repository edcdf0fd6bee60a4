package io.probity.door;

import io.probity.serve.Meter;
import io.probity.serve.Readings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the doors have counted since the start of the process. */
final class DoorCounters {
    private record Item(String door, String result) {}

    private final Map<Item, LongAdder> items = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> pushedBack = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> notGenuine = new ConcurrentHashMap<>();
    private final LongAdder spooled = new LongAdder();

    /**
     * @param door as the plan names it: no sender can make up a name
     * @param result accepted, refused, duplicate or not_taken
     */
    void items(String door, String result, long count) {
        if (count > 0) {
            items.computeIfAbsent(new Item(door, result), any -> new LongAdder())
                    .add(count);
        }
    }

    /**
     * A request was answered with 429.
     *
     * @param cause in_flight, spool_full or nonces
     */
    void pushedBack(String cause) {
        pushedBack.computeIfAbsent(cause, any -> new LongAdder()).increment();
    }

    void notGenuine(Scheme scheme) {
        notGenuine.computeIfAbsent(scheme.word(), any -> new LongAdder()).increment();
    }

    void spooled(long records) {
        spooled.add(records);
    }

    void read(Readings into) {
        items.forEach((item, count) -> into.add(Meter.DOOR_ITEMS, count.sum(), item.door(), item.result()));
        pushedBack.forEach((cause, count) -> into.add(Meter.DOOR_PUSHED_BACK, count.sum(), cause));
        notGenuine.forEach((scheme, count) -> into.add(Meter.DOOR_NOT_GENUINE, count.sum(), scheme));
        into.add(Meter.DOOR_SPOOLED, spooled.sum());
    }
}
