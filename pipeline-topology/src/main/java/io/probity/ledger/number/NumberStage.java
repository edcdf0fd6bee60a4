package io.probity.ledger.number;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.leaf.Step;
import io.probity.model.LedgerHead;
import io.probity.wire.EntryDoor;
import io.probity.wire.Partitioning;
import io.probity.wire.Store;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Records of the log in; numbered steps out. Owns the head of the partition. */
public final class NumberStage {
    private final int generation;
    private final EntryDoor door;
    private final Home home;
    private final Store<String, LedgerHead> head;
    private final byte[] build;

    /**
     * @param partitioning by which the intake placed what it wrote
     * @param build names the code that runs; a header of every record that the ledger writes
     */
    public NumberStage(
            int generation, EntryDoor door, Partitioning partitioning, Store<String, LedgerHead> head, String build) {
        this.generation = generation;
        this.door = door;
        this.home = new Home(partitioning);
        this.head = head;
        this.build = build.getBytes(UTF_8);
    }

    public KStream<byte[], Step> apply(KStream<byte[], byte[]> accepted) {
        return accepted.processValues(new Supplier(), Named.as("number"));
    }

    private final class Supplier implements FixedKeyProcessorSupplier<byte[], byte[], Step> {
        @Override
        public FixedKeyProcessor<byte[], byte[], Step> get() {
            return new NumberProcessor(generation, door, home, head, build);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(head.busy());
        }
    }
}
