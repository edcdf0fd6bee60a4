package io.probity.ledger.extent;

import java.util.Map;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Records of the log in; those before the end of each partition out. What the live ledger has not read is not replayed. */
public final class ExtentStage {
    private final Map<Integer, Long> ends;

    /**
     * @param ends by partition, the offset after the last record that passes; a partition that is not named passes nothing
     */
    public ExtentStage(Map<Integer, Long> ends) {
        this.ends = Map.copyOf(ends);
    }

    public KStream<byte[], byte[]> apply(KStream<byte[], byte[]> accepted) {
        return accepted.processValues(() -> new ExtentProcessor(ends), Named.as("extent"));
    }
}
