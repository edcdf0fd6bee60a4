package io.probity.broadcast;

import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Origin;
import io.probity.model.Tick;
import io.probity.wire.EntryKey;
import io.probity.wire.Routed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Ticks while its task is the one of partition 0; the tasks of other partitions have no record of the topic to read. */
final class TickProcessor implements Processor<byte[], byte[], byte[], Routed> {
    private static final EntryKey TO_ALL = EntryKey.everywhere("tick");
    private static final ByteBuffer NO_DIGEST = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final Origin CLOCK = new Origin("tick", 0, 0L, 0);

    private final Duration every;

    TickProcessor(Duration every) {
        this.every = every;
    }

    @Override
    public void init(ProcessorContext<byte[], Routed> context) {
        if (context.taskId().partition() == 0) {
            context.schedule(
                    every,
                    PunctuationType.WALL_CLOCK_TIME,
                    now -> context.forward(new Record<>(TO_ALL.key(), tick(now), now)));
        }
    }

    @Override
    public void process(Record<byte[], byte[]> definition) {
        // read-definition reads the same stream and takes the record; the clock only needs the task
    }

    private static Routed tick(long now) {
        var tick = new Tick(Instant.ofEpochMilli(now));
        return new Routed(TO_ALL, new Entry(EntryKind.TICK, "", CLOCK, NO_DIGEST, tick));
    }
}
