package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.EventDigest;
import io.probity.integrity.Frontier;
import io.probity.integrity.Rfc6962;
import io.probity.integrity.TreeHash;
import io.probity.leaf.LeafEntries;
import io.probity.model.SealedEntry;
import io.probity.model.TreeHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether the heads of the logs are of one tree each: no size has two roots, in what was committed or aborted; committed ones never
 * shrink; and each is the root that anybody makes of audit.sealed.
 */
final class Heads {
    private static final Duration SHORT = Duration.ofMillis(200);

    private Heads() {}

    static void judge(Site site) throws Exception {
        var committed = site.committed().all("audit.heads", TreeHead.class);
        var all = withAborted(site);
        var roots = roots(site);
        assertThat(committed).as("heads").isNotEmpty();

        var bySize = new HashMap<String, TreeHash>();
        for (var head : all) {
            var root = root(head);
            var known = bySize.putIfAbsent(head.getOrigin() + " of " + head.getSize(), root);
            assertThat(known == null ? root : known)
                    .as("roots of %s of %d", head.getOrigin(), head.getSize())
                    .isEqualTo(root);
        }
        var last = new HashMap<String, Long>();
        for (var head : committed) {
            assertThat(head.getSize())
                    .as("size of %s", head.getOrigin())
                    .isGreaterThanOrEqualTo(last.getOrDefault(head.getOrigin(), 0L));
            last.put(head.getOrigin(), head.getSize());
            assertThat(roots.getOrDefault(head.getPartition(), Map.of(0L, Rfc6962.emptyRoot()))
                            .get(head.getSize()))
                    .as("root of %s of %d, made of audit.sealed", head.getOrigin(), head.getSize())
                    .isEqualTo(root(head));
        }
        Site.say("Heads: %d, %d more aborted, of %d logs; all of one tree each"
                .formatted(committed.size(), all.size() - committed.size(), last.size()));
    }

    private static TreeHash root(TreeHead head) {
        return TreeHash.of(EventDigest.bytes(head.getRoot()));
    }

    /** By partition, of every size. */
    private static Map<Integer, Map<Long, TreeHash>> roots(Site site) throws Exception {
        var leaves = new LeafEntries(site.contentKey());
        var codec = site.committed().avro().codec(SealedEntry.class);
        var trees = new HashMap<Integer, Frontier>();
        var roots = new TreeMap<Integer, Map<Long, TreeHash>>();
        site.committed().each("audit.sealed", record -> {
            var leaf = codec.decode(record.value());
            var tree = trees.computeIfAbsent(record.partition(), it -> new Frontier());
            assertThat(leaf.getLeaf()).as("next leaf").isEqualTo(tree.size());
            tree.append(Rfc6962.leaf(leaves.of(leaf.getDigest(), leaf.getKind(), leaf.getLogTime(), leaf.getEntry())
                    .bytes()));
            roots.computeIfAbsent(record.partition(), it -> new HashMap<>(Map.of(0L, Rfc6962.emptyRoot())))
                    .put(tree.size(), tree.root());
        });
        return roots;
    }

    /** Each head that any byte of the topic ever was. */
    private static List<TreeHead> withAborted(Site site) {
        var codec = site.committed().avro().codec(TreeHead.class);
        var heads = new ArrayList<TreeHead>();
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                site.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_uncommitted",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (var consumer =
                new KafkaConsumer<byte[], byte[]>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("audit.heads").stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(SHORT).forEach(record -> heads.add(codec.decode(record.value())));
            }
        }
        return heads;
    }
}
