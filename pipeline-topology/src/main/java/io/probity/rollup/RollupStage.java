package io.probity.rollup;

import io.probity.leaf.RollupSum;
import io.probity.model.Rollup;
import io.probity.wire.Store;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * What each step of the ledger changed in, keyed by tenant, scope and framework; the roll-up of each out, at most once a commit, however
 * many steps changed it. Owns the sums.
 */
public final class RollupStage {
    /** Between the ledger and the sums, in the name of the topic that Kafka Streams makes. */
    private static final String PARTS = "rollup-parts";

    private final Store<String, Rollup> rollups;
    private final StreamPartitioner<String, Object> byScope;
    private final int partitions;

    /**
     * @param byScope keeps the frameworks of a scope together
     * @param partitions of the generation
     */
    public RollupStage(Store<String, Rollup> rollups, StreamPartitioner<String, Object> byScope, int partitions) {
        this.rollups = rollups;
        this.byScope = byScope;
        this.partitions = partitions;
    }

    public KStream<String, Rollup> apply(KStream<String, Rollup> changes) {
        return changes.repartition(Repartitioned.with(rollups.key(), rollups.value())
                        .withName(PARTS)
                        .withStreamPartitioner(byScope::partitions)
                        .withNumberOfPartitions(partitions))
                .groupByKey(Grouped.with(rollups.key(), rollups.value()))
                .aggregate(() -> null, (key, part, sum) -> after(sum, part), Named.as("roll-up"), rollups.summed())
                .toStream(Named.as("rollups"));
    }

    /** Null where nothing is left. */
    private static @Nullable Rollup after(@Nullable Rollup sum, Rollup part) {
        var after = RollupSum.plus(sum == null ? RollupSum.nothing(part) : sum, part);
        return RollupSum.isNothing(after) ? null : after;
    }
}
