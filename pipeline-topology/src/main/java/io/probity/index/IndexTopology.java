package io.probity.index;

import io.probity.model.IndexRow;
import io.probity.model.LeafPointer;
import io.probity.model.SealedEntry;
import io.probity.wire.PartitionedKey;
import io.probity.wire.RowSerde;
import io.probity.wire.Store;
import io.probity.wire.Topic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The index on one page.
 *
 * <pre>
 *   audit.sealed → point → (re-keyed by event id) → remember → event-ids
 * </pre>
 *
 * @param partitions how many partitions the questions are spread over
 */
public record IndexTopology(Topic<PartitionedKey, SealedEntry> sealed, int partitions) {
    /** Event ids of a tenant to their leaves. */
    public static final Store<String, IndexRow> EVENT_IDS =
            new Store<>("event-ids", Serdes.String(), new RowSerde<>(IndexRow.class), true);

    private static final String BY_EVENT_ID = "by-event-id";

    /** The topic between the index's halves, as Kafka Streams names it. */
    public static String rekeyed(String applicationId) {
        return applicationId + '-' + BY_EVENT_ID + "-repartition";
    }

    public Topology build(TopologyConfig config) {
        var builder = new StreamsBuilder(config);
        sealed.read(builder)
                .process(PointProcessor::new, Named.as("point"))
                .repartition(Repartitioned.with(Serdes.String(), new RowSerde<>(LeafPointer.class))
                        .withName(BY_EVENT_ID)
                        .withNumberOfPartitions(partitions))
                .process(new RememberSupplier(EVENT_IDS), Named.as("remember"));
        return builder.build();
    }
}
