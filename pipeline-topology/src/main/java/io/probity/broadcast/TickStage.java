package io.probity.broadcast;

import io.probity.wire.Routed;
import java.time.Duration;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * The log's clock. Beaten by the one task that owns partition 0 of audit.definitions, by its wall clock, into every
 * partition; it beats while no event flows, and never backwards. When its owner dies the log's time waits for the next.
 */
public final class TickStage {
    private final Duration every;

    /**
     * @param every 125 ms in the design: small slices and fast ticks keep the sweeps out of the events' way
     */
    public TickStage(Duration every) {
        this.every = every;
    }

    /** The stream of definitions lends its task; its records are not read here. */
    public KStream<byte[], Routed> apply(KStream<byte[], byte[]> definitions) {
        return definitions.process(() -> new TickProcessor(every), Named.as("tick"));
    }
}
