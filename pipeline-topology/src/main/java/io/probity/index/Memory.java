package io.probity.index;

import io.probity.model.IndexRow;
import io.probity.model.LeafPointer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the index remembers of one event id: its first leaves, the latest of each partition, and how many there are. A sender
 * that repeats one id for ever adds to a number then, not to a row that is rewritten whole each time.
 */
final class Memory {
    /** Leaves kept from the first; beyond them at most one of each partition is. */
    static final int FIRST = 100;

    private Memory() {}

    /**
     * The row with one leaf more; the same row if that leaf was told before. A partition's leaves come in their order, from
     * the last commit again after a crash: what is not beyond the last one known is known.
     */
    static IndexRow after(@Nullable IndexRow before, LeafPointer leaf) {
        if (before == null) {
            return new IndexRow(List.of(leaf), 1L);
        }
        if (before.getLeaves().stream().anyMatch(it -> samePartition(it, leaf) && it.getLeaf() >= leaf.getLeaf())) {
            return before;
        }
        var leaves = new ArrayList<>(before.getLeaves());
        if (leaves.size() > FIRST) {
            leaves.subList(FIRST, leaves.size()).removeIf(it -> samePartition(it, leaf));
        }
        leaves.add(leaf);
        return new IndexRow(leaves, before.getCount() + 1);
    }

    private static boolean samePartition(LeafPointer one, LeafPointer other) {
        return one.getGeneration() == other.getGeneration() && one.getPartition() == other.getPartition();
    }
}
