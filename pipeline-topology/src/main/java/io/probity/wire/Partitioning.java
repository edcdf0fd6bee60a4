package io.probity.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Where records of the log go. The partition count is frozen with the generation and never read from the broker: a topic
 * that grew would otherwise send a subject's next event to another partition than its last.
 *
 * @param partitions how many partitions the generation has, 1 or more
 */
public record Partitioning(int partitions) {
    public Partitioning {
        if (partitions < 1) {
            throw new IllegalArgumentException("generation.partitions must be 1 or more, was " + partitions);
        }
    }

    /** An entry's partition by the hash that Kafka's own producer uses, or every partition of the generation. */
    public <V> StreamPartitioner<EntryKey, V> entries() {
        var each = each();
        var all = Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
        return (topic, key, value, live) -> {
            requireLive(topic, live);
            return key.everywhere() ? all : each.get(of(key.key()));
        };
    }

    /** The partition that a key names. */
    public <V> StreamPartitioner<PartitionedKey, V> same() {
        var each = each();
        return (topic, key, value, live) -> {
            requireLive(topic, live);
            return each.get(key.partition());
        };
    }

    /** The partition of a roll-up's tenant and scope, by path or by id, so that the frameworks of a scope lie together. */
    public <V> StreamPartitioner<String, V> byScope() {
        var each = each();
        return (topic, key, value, live) -> {
            requireLive(topic, live);
            return each.get(of(RollupKey.scopeOf(key)));
        };
    }

    /** Every partition by itself; made once, since one is asked for with every record. */
    private List<Optional<Set<Integer>>> each() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> Optional.of(Set.of(partition)))
                .toList();
    }

    /** The partition of a key's UTF-8, as Kafka's own serializer of strings has it. */
    public int of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The partition of a key's bytes. */
    public int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private void requireLive(String topic, int live) {
        if (live < partitions) {
            throw new IllegalStateException("topic " + topic + " has " + live + " partitions, the generation has "
                    + partitions + ": create it with " + partitions + " partitions");
        }
    }
}
