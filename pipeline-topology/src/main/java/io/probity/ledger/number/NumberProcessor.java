package io.probity.ledger.number;

import io.probity.leaf.Step;
import io.probity.leaf.Step.Leaf;
import io.probity.leaf.Step.Place;
import io.probity.leaf.Step.Ticked;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.LeafKind;
import io.probity.model.LedgerHead;
import io.probity.model.Tick;
import io.probity.wire.EntryDoor;
import io.probity.wire.EntryDoor.Opened;
import io.probity.wire.LedgerHeaders;
import io.probity.wire.Store;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Opens a record, gives it the next number, moves the clock. A tick takes no number. */
final class NumberProcessor extends ContextualFixedKeyProcessor<byte[], byte[], Step> {
    private static final String ROW = "head";
    private static final LedgerHead START = new LedgerHead(0L, Instant.EPOCH);

    private final int generation;
    private final EntryDoor door;
    private final Home home;
    private final Store<String, LedgerHead> store;
    private final byte[] build;
    private KeyValueStore<String, LedgerHead> head;
    /** The row as it was last written: read once a start, and written with every record, so a commit finds it in the store. */
    private LedgerHead now = START;

    NumberProcessor(int generation, EntryDoor door, Home home, Store<String, LedgerHead> store, byte[] build) {
        this.generation = generation;
        this.door = door;
        this.home = home;
        this.store = store;
        this.build = build;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Step> context) {
        super.init(context);
        head = store.in(context);
        now = Objects.requireNonNullElse(head.get(ROW), START);
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        long next = now.getNext();
        var logTime = now.getLogTime();
        switch (door.open(record.key(), record.value(), record.headers())) {
            case Opened.Genuine(Entry entry, byte[] payload)
            when !home.admits(entry, record.key(), partition()) ->
                number(record, next, logTime, LeafKind.FORGED, null, record.value());
            case Opened.Genuine(Entry entry, byte[] payload)
            when entry.getKind() == EntryKind.TICK -> {
                var at = ((Tick) entry.getBody()).getAt();
                var moved = at.isAfter(logTime) ? at : logTime;
                move(new LedgerHead(next, moved));
                forward(record, new Ticked(partition(), moved));
            }
            case Opened.Genuine(Entry entry, byte[] payload) ->
                number(record, next, logTime, kind(entry.getKind()), entry, payload);
            case Opened.Forged(byte[] bytes) -> number(record, next, logTime, LeafKind.FORGED, null, bytes);
        }
    }

    private void number(
            FixedKeyRecord<byte[], byte[]> record,
            long next,
            Instant logTime,
            LeafKind kind,
            @Nullable Entry entry,
            byte[] payload) {
        move(new LedgerHead(next + 1, logTime));
        var place = new Place(generation, partition(), next, logTime);
        forward(record, new Leaf(place, kind, null, List.of(), entry, payload));
    }

    /** All that is derived from a step carries its headers. The MAC has done its work. */
    private void forward(FixedKeyRecord<byte[], byte[]> record, Step step) {
        context().forward(record.withHeaders(LedgerHeaders.of(build)).withValue(step));
    }

    private void move(LedgerHead to) {
        now = to;
        head.put(ROW, to);
    }

    private int partition() {
        return context().taskId().partition();
    }

    private static LeafKind kind(EntryKind kind) {
        return switch (kind) {
            case EVENT -> LeafKind.EVENT;
            case MENTION -> LeafKind.MENTION;
            case REJECTION -> LeafKind.REJECTION;
            case DEFINITION -> LeafKind.DEFINITION;
            case COMMAND -> LeafKind.COMMAND;
            case ACCESS -> LeafKind.ACCESS;
            case TICK -> throw new IllegalArgumentException("a tick is not a leaf");
            case UNKNOWN -> LeafKind.UNKNOWN;
        };
    }
}
