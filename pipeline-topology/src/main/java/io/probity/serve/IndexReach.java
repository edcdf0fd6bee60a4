package io.probity.serve;

import io.probity.wire.Partitioning;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the index has come as far as the log was at a moment: only then is "not found" true. The broker is asked, since
 * what belongs here may still have to be re-keyed by another instance, or by one that was killed.
 */
public final class IndexReach implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long STEP_MS = 20;

    private final Admin admin;
    private final String group;
    private final SealedLeaves leaves;
    private final String rekeyed;
    private final Partitioning partitions;

    /**
     * @param admin closed with this
     * @param group of the index
     * @param rekeyed the topic between the index's halves, spread as its store is
     * @param partitions of both topics
     */
    public IndexReach(Admin admin, String group, SealedLeaves leaves, String rekeyed, Partitioning partitions) {
        this.admin = admin;
        this.group = group;
        this.leaves = leaves;
        this.rekeyed = rekeyed;
        this.partitions = partitions;
    }

    /**
     * Waits, for seconds at most, until all that was sealed when this was called is in the store.
     *
     * @param partition of the store
     * @return false if it is not there in time
     */
    boolean holdsAllUntilNow(int partition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            // in this order: what a commit of the first half stands for is on the topic between them
            return isRead(
                            IntStream.range(0, partitions.partitions())
                                    .boxed()
                                    .collect(Collectors.toMap(
                                            it -> new TopicPartition(leaves.topic(), it), it -> OffsetSpec.latest())),
                            until)
                    && isRead(Map.of(new TopicPartition(rekeyed, partition), OffsetSpec.latest()), until);
        } catch (ExecutionException | KafkaException e) {
            throw Problem.later("the broker does not say how far the index has come: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.later("this instance is ending");
        }
    }

    private boolean isRead(Map<TopicPartition, OffsetSpec> asked, long until)
            throws ExecutionException, InterruptedException {
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        while (true) {
            var read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            ends.entrySet().removeIf(end -> {
                var committed = read.get(end.getKey());
                long from = committed == null ? 0 : committed.offset();
                return from >= end.getValue() || holdsNone(end.getKey(), from, end.getValue());
            });
            if (ends.isEmpty()) {
                return true;
            }
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(STEP_MS);
        }
    }

    /** A member that read nothing since it came commits nothing, and a transaction's last mark stays before it. */
    private boolean holdsNone(TopicPartition partition, long from, long before) {
        return partition.topic().equals(leaves.topic()) && !leaves.holdsAny(partition, from, before);
    }

    @Override
    public void close() {
        admin.close();
    }
}
