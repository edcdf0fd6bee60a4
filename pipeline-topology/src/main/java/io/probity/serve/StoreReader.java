package io.probity.serve;

import io.probity.wire.Partitioning;
import io.probity.wire.Store;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one running application, by partition, as the endpoint may read them. A store that is moving or restoring
 * is a 503, never a false "not found".
 */
public final class StoreReader {
    private final KafkaStreams streams;

    public StoreReader(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Reads one partition of a store. */
    public <V, T extends @Nullable Object> T in(
            Store<String, V> store, int partition, Function<ReadOnlyKeyValueStore<String, V>, T> question) {
        requireRunning(store);
        try {
            ReadOnlyKeyValueStore<String, V> rows = streams.store(
                    StoreQueryParameters.fromNameAndType(store.name(), QueryableStoreTypes.<String, V>keyValueStore())
                            .withPartition(partition));
            return question.apply(rows);
        } catch (InvalidStateStoreException notHere) {
            var what = "partition " + partition + " of " + store.name() + " is not open here now";
            throw owner(store, partition)
                    .map(owner -> Problem.elsewhere(what + "; the instance at " + owner + " has it", owner))
                    .orElseGet(() -> Problem.later(what + ": " + notHere.getMessage()));
        }
    }

    /** The instance that has a partition, as the group's last assignment says; empty while nobody knows. */
    private Optional<String> owner(Store<String, ?> store, int partition) {
        try {
            var owner = streams.queryMetadataForKey(
                            store.name(), "", (topic, key, value, all) -> Optional.of(Set.of(partition)))
                    .activeHost();
            return owner.equals(HostInfo.unavailable())
                    ? Optional.empty()
                    : Optional.of(owner.host() + ":" + owner.port());
        } catch (IllegalStateException | StreamsException moving) {
            return Optional.empty();
        }
    }

    /**
     * The row of a key.
     *
     * @param partitions how many the store's keys are spread over, by Kafka's own hash of their bytes
     */
    public <V> Optional<V> find(Store<String, V> store, String key, Partitioning partitions) {
        int owner = partitions.of(key);
        return in(store, owner, rows -> Optional.ofNullable(rows.get(key)));
    }

    private void requireRunning(Store<String, ?> store) {
        var state = streams.state();
        if (state != KafkaStreams.State.RUNNING) {
            throw Problem.later("application is " + state + ", " + store.name() + " cannot be read");
        }
    }
}
