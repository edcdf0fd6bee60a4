package io.probity.ledger.number;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Origin;
import io.probity.wire.Partitioning;
import java.nio.ByteBuffer;
import java.time.Instant;
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
        var everywhere = Set.of(EntryKind.DEFINITION, EntryKind.TICK, EntryKind.UNKNOWN);
        var admitted = IntStream.range(0, PARTITIONS).filter(at -> home.admits(kind, KEY, at));

        assertThat(admitted.boxed())
                .hasSize(everywhere.contains(kind) ? PARTITIONS : 1)
                .contains(partitioning.of(KEY));
    }

    /** An order about one subject is that subject's partition's alone; each partition has subjects of a scope. */
    @ParameterizedTest
    @EnumSource
    void anOrderStandsInThePartitionOfItsSubjectAndARefreshInAll(CommandKind kind) {
        var command = Command.newBuilder()
                .setId("o1")
                .setKind(kind)
                .setActor("bob")
                .setReason("asked for")
                .setAt(Instant.EPOCH)
                .build();
        var entry = new Entry(
                EntryKind.COMMAND, "acme", new Origin("audit.commands", 0, 0L, 0), ByteBuffer.allocate(32), command);
        var admitted = IntStream.range(0, PARTITIONS).filter(at -> home.admits(entry, KEY, at));

        assertThat(admitted.boxed())
                .hasSize(kind == CommandKind.REFRESH ? PARTITIONS : 1)
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
