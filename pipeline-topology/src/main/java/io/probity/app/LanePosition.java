package io.probity.app;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes along the place up to which a topic was read, when it moves to another application: without it, all that the topic still
 * holds would be read once more, and be DUPLICATE in the log.
 */
record LanePosition(Admin admin, String topic, int partitions) {

    /**
     * Where the one that read it before is further, the new one goes on from there.
     *
     * @throws SettingException if the new one is running already and behind
     */
    void hand(String from, String to) throws InterruptedException, ExecutionException {
        var before = of(from);
        if (before.isEmpty()) {
            return;
        }
        var now = of(to);
        var further = new HashMap<TopicPartition, OffsetAndMetadata>();
        before.forEach((partition, place) -> {
            var own = now.get(partition);
            if (own == null || own.offset() < place.offset()) {
                further.put(partition, new OffsetAndMetadata(place.offset()));
            }
        });
        if (further.isEmpty()) {
            return;
        }
        try {
            admin.alterConsumerGroupOffsets(to, further).all().get();
        } catch (ExecutionException e) {
            throw new SettingException("topic " + topic + " moves from " + from + " to " + to
                    + ", which runs already: stop all instances before a topic moves in or out of 'sources.apart' ("
                    + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()) + ")");
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> of(String group) throws InterruptedException, ExecutionException {
        var committed = admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata()
                .get();
        var ours = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (int partition = 0; partition < partitions; partition++) {
            var key = new TopicPartition(topic, partition);
            var place = committed.get(key);
            if (place != null) {
                ours.put(key, place);
            }
        }
        return ours;
    }
}
