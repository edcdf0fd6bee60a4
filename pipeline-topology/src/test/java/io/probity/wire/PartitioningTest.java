package io.probity.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.model.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitioningTest {
    private final Partitioning four = new Partitioning(4);

    @Test
    void anEntryGoesWhereKafkasOwnProducerWouldSendIt() {
        for (int i = 0; i < 100; i++) {
            var key = EntryKey.of("default", new Subject("project", "p" + i));

            assertThat(four.entries().partitions("t", key, "v", 4))
                    .isEqualTo(Optional.of(Set.of(BuiltInPartitioner.partitionForKey(key.key(), 4))));
        }
    }

    @Test
    void whatEveryPartitionMustSeeGoesToAllOfTheGenerationAndNoOther() {
        assertThat(four.entries().partitions("t", EntryKey.everywhere("tick"), "v", 9))
                .isEqualTo(Optional.of(Set.of(0, 1, 2, 3)));
    }

    @Test
    void aDerivedRecordStaysInThePartitionItsKeyBrings() {
        var key = new PartitionedKey(2, "k".getBytes(StandardCharsets.UTF_8));

        assertThat(four.same().partitions("t", key, "v", 4)).isEqualTo(Optional.of(Set.of(2)));
    }

    @Test
    void aTopicWithFewerPartitionsThanTheGenerationStopsTheWriter() {
        assertThatThrownBy(() -> four.entries().partitions("t", EntryKey.everywhere("tick"), "v", 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("topic t has 3 partitions, the generation has 4");
        assertThatThrownBy(() -> new Partitioning(0)).hasMessageContaining("1 or more");
    }
}
