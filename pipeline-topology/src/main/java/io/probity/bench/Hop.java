package io.probity.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.SeenRow;
import io.probity.model.SubmittedEvent;
import io.probity.serde.AvroCodec;
import io.probity.serde.Decoded;
import io.probity.wire.Store;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The least that a stage with state can do: decode, one get and one put of a small row in RocksDB, encode. What cannot be
 * decoded is passed over.
 *
 * @param subject the registry's subject of what is written
 */
record Hop(AvroCodec<SubmittedEvent> codec, String subject, Store<String, SeenRow> store)
        implements FixedKeyProcessorSupplier<byte[], byte[], byte[]> {

    @Override
    public FixedKeyProcessor<byte[], byte[], byte[]> get() {
        return new HopProcessor();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(store.persistent());
    }

    private final class HopProcessor extends ContextualFixedKeyProcessor<byte[], byte[], byte[]> {
        private KeyValueStore<String, SeenRow> rows;

        @Override
        public void init(FixedKeyProcessorContext<byte[], byte[]> context) {
            super.init(context);
            rows = store.in(context);
        }

        @Override
        public void process(FixedKeyRecord<byte[], byte[]> record) {
            if (codec.tryDecode(record.value()) instanceof Decoded.Value<SubmittedEvent>(var event, int schema)) {
                var key = new String(record.key(), UTF_8);
                var before = rows.get(key);
                long seen = before == null ? 1 : before.getLeaf() + 1;
                rows.put(key, new SeenRow(event.getId(), seen, Instant.ofEpochMilli(record.timestamp())));
                context().forward(record.withValue(codec.encode(subject, event)));
            }
        }
    }
}
