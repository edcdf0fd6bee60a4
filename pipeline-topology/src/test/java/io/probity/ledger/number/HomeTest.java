package io.probity.ledger.number;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.EntryKind;
import io.probity.wire.Partitioning;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HomeTest {
    private static final int PARTITIONS = 8;
    private static final byte[] KEY = "acme|project/7".getBytes(UTF_8);

    private final Partitioning partitioning = new Partitioning(PARTITIONS);
    private final Home home = new Home(partitioning);

    @ParameterizedTest
    @EnumSource
    void whatConcernsOneSubjectStandsInThePartitionOfItsKeyAlone(EntryKind kind) {
        var everywhere = Set.of(EntryKind.DEFINITION, EntryKind.COMMAND, EntryKind.TICK, EntryKind.UNKNOWN);
        var admitted = IntStream.range(0, PARTITIONS).filter(at -> home.admits(kind, KEY, at));

        assertThat(admitted.boxed())
                .hasSize(everywhere.contains(kind) ? PARTITIONS : 1)
                .contains(partitioning.of(KEY));
    }

    @Test
    void whatIsAnotherPartitionsByItsKeyIsNotAdmitted() {
        var other = IntStream.range(0, 1_000)
                .mapToObj(i -> ("acme|project/" + i).getBytes(UTF_8))
                .filter(key -> partitioning.of(key) != partitioning.of(KEY))
                .findFirst()
                .orElseThrow();

        assertThat(home.admits(EntryKind.EVENT, other, partitioning.of(KEY))).isFalse();
    }
}
