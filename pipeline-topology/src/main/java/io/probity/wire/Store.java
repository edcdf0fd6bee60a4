package io.probity.wire;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A state store and the types it keeps.
 *
 * @param name the store's name; its changelog topic is {@code <application.id>-<name>-changelog}, so a rename is a
 *     migration and needs an ADR; a global store has none, and is read again from its topic under a new name
 * @param onDisk true: in RocksDB; false: in memory, for tests of many histories
 */
public record Store<K, V>(String name, Serde<K> key, Serde<V> value, boolean onDisk) {
    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    /** A store whose every write goes to its compacted changelog at once. */
    public StoreBuilder<KeyValueStore<K, V>> persistent() {
        return Stores.keyValueStoreBuilder(supplier(), key, value).withLoggingEnabled(CHANGELOG);
    }

    /**
     * A store of a few rows that change with every record: kept in memory, and written to its changelog once a commit by
     * the record cache in front of it.
     */
    public StoreBuilder<KeyValueStore<K, V>> busy() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), key, value)
                .withCachingEnabled()
                .withLoggingEnabled(CHANGELOG);
    }

    /** The same for sums: a row that many records change is written, and told, once a commit. */
    public Materialized<K, V, KeyValueStore<Bytes, byte[]>> summed() {
        return Materialized.<K, V>as(supplier())
                .withKeySerde(key)
                .withValueSerde(value)
                .withCachingEnabled()
                .withLoggingEnabled(CHANGELOG);
    }

    /** A store that every instance holds whole, filled from a topic that is its changelog. */
    public StoreBuilder<KeyValueStore<K, V>> global() {
        return Stores.keyValueStoreBuilder(supplier(), key, value).withLoggingDisabled();
    }

    private KeyValueBytesStoreSupplier supplier() {
        return onDisk ? Stores.persistentKeyValueStore(name) : Stores.inMemoryKeyValueStore(name);
    }

    /** The store as a running processor sees it: its own partition only. */
    public KeyValueStore<K, V> in(ProcessingContext context) {
        return context.getStateStore(name);
    }
}
