package io.probity.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far a ledger has come, as the broker knows it: with exactly-once, its offsets and its outputs are one transaction. */
record LedgerPosition(Admin admin, String log, int partitions) {

    /**
     * By partition of the log, the offset after the last record that a ledger has taken. Waits for an open transaction to
     * end, so that everything committed before the call is covered.
     */
    Map<Integer, Long> of(String applicationId) throws InterruptedException, ExecutionException {
        var committed = admin.listConsumerGroupOffsets(
                        applicationId, new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata()
                .get();
        var position = new HashMap<Integer, Long>();
        for (int partition = 0; partition < partitions; partition++) {
            var offset = committed.get(new TopicPartition(log, partition));
            position.put(partition, offset == null ? 0L : offset.offset());
        }
        return position;
    }

    /** Whether the log still begins where it began. */
    boolean isWhole() throws InterruptedException, ExecutionException {
        return offsets(List.of(log), OffsetSpec.earliest()).values().stream().allMatch(offset -> offset == 0);
    }

    /** The committed ends of topics that have as many partitions as the log. */
    Map<TopicPartition, Long> ends(List<String> topics) throws InterruptedException, ExecutionException {
        return offsets(topics, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(List<String> topics, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        var asked = new ArrayList<TopicPartition>();
        for (var topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                asked.add(new TopicPartition(topic, partition));
            }
        }
        var specs = new HashMap<TopicPartition, OffsetSpec>();
        asked.forEach(it -> specs.put(it, which));
        var offsets = new HashMap<TopicPartition, Long>();
        admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
