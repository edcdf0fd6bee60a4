package io.probity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollupKeyTest {
    private static final List<String> NAMES = List.of("", "a", "a|b", "a|", "|", "a%7Cb", "%", "*", "a}b");

    @Test
    void noTwoPlacesHaveOneKeyWhateverTheirNames() {
        var keys = new HashSet<String>();
        for (var scope : NAMES) {
            for (var framework : NAMES) {
                var key = RollupKey.of("acme", scope, framework);
                assertThat(keys.add(key)).as(key).isTrue();
                assertThat(RollupKey.scopeOf(key)).isEqualTo(RollupKey.ofScope("acme", scope));
                for (var path : NAMES) {
                    var byId = RollupKey.of("acme", "kind/" + scope, path, framework);
                    assertThat(keys.add(byId)).as(byId).isTrue();
                    assertThat(RollupKey.scopeOf(byId)).isEqualTo(RollupKey.ofId("acme", "kind/" + scope));
                }
            }
        }
    }

    @Test
    void theFrameworksOfAScopeLieInOnePartition() {
        var partitioner = new Partitioning(16).<String>byScope();
        var one = partitioner.partitions("audit.rollups", RollupKey.of("acme", "group/app", "base"), "", 16);
        var other = partitioner.partitions("audit.rollups", RollupKey.of("acme", "group/app", "soc|2"), "", 16);

        assertThat(one).isEqualTo(other).isPresent();
        assertThat(one.orElseThrow()).containsExactly(new Partitioning(16).of("acme|group/app"));
    }
}
