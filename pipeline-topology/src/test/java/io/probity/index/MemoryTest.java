package io.probity.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.IndexRow;
import io.probity.model.LeafKind;
import io.probity.model.LeafPointer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void everyLeafOfAnOrdinaryIdIsKeptInItsOrder() {
        var row = told(told(null, leaf(1, 7)), leaf(0, 3));

        assertThat(row.getLeaves()).containsExactly(leaf(1, 7), leaf(0, 3));
        assertThat(row.getCount()).isEqualTo(2);
    }

    @Test
    void aLeafToldAgainChangesNothing() {
        var row = repeats(Memory.FIRST);

        LongStream.range(0, Memory.FIRST)
                .forEach(it -> assertThat(Memory.after(row, leaf(0, it))).isSameAs(row));
    }

    @Test
    void ofAnEndlessRepeatTheFirstAndTheLatestStayAndAllAreCounted() {
        var row = repeats(5000);

        assertThat(row.getLeaves()).hasSize(Memory.FIRST + 1).startsWith(leaf(0, 0), leaf(0, 1));
        assertThat(row.getLeaves().getLast()).isEqualTo(leaf(0, 4999));
        assertThat(row.getCount()).isEqualTo(5000);
    }

    @Test
    void whatWasCountedAndNotKeptIsNotCountedAgainAfterACrash() {
        var row = repeats(500);

        assertThat(Memory.after(row, leaf(0, 300))).isSameAs(row);
        assertThat(Memory.after(row, leaf(0, 499))).isSameAs(row);
    }

    @Test
    void eachPartitionHasItsOwnLatest() {
        var row = told(told(repeats(500), leaf(1, 3)), leaf(0, 500));

        assertThat(row.getLeaves()).hasSize(Memory.FIRST + 2).endsWith(leaf(1, 3), leaf(0, 500));
        assertThat(row.getCount()).isEqualTo(502);
        assertThat(Memory.after(row, leaf(1, 3))).isSameAs(row);
    }

    @Test
    void aNewGenerationCountsItsLeavesFromNoughtAgain() {
        var row = told(repeats(500), new LeafPointer(2, 0, 0L, 0L, LeafKind.EVENT));

        assertThat(row.getCount()).isEqualTo(501);
    }

    private static IndexRow repeats(long count) {
        var row = told(null, leaf(0, 0));
        for (long it = 1; it < count; it++) {
            row = told(row, leaf(0, it));
        }
        return row;
    }

    private static IndexRow told(@Nullable IndexRow before, LeafPointer leaf) {
        return Memory.after(before, leaf);
    }

    private static LeafPointer leaf(int partition, long leaf) {
        return new LeafPointer(1, partition, leaf, leaf * 2, LeafKind.EVENT);
    }
}
