package io.probity.integrity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree that is stored as tiles: roots and proofs of any size up to its own. It trusts its tiles: a proof from altered
 * ones does not hold, and {@link LogCheck} says what was altered. Keeps the tile of each level that it read last. One
 * thread's.
 */
public final class TileTree {
    private final long size;
    private final TileSource source;
    private final @Nullable Subtrees[] last = new Subtrees[Frontier.LEVELS / TileCoordinate.HEIGHT + 1];

    /**
     * @param size leaves of the tree whose tiles the source has, 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public TileTree(long size, TileSource source) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree of " + size + " leaves");
        }
        this.size = size;
        this.source = source;
    }

    /** Leaves of the whole tree. */
    public long size() {
        return size;
    }

    /**
     * The root over the first leaves.
     *
     * @param leaves how many, 0 to {@link #size}
     * @throws TreeFormatException if a tile is missing or too short, as all methods of this class
     */
    public TreeHash root(long leaves) {
        checkSize(leaves);
        return leaves == 0 ? Rfc6962.emptyRoot() : range(0, leaves);
    }

    /**
     * The hash of a leaf, as the tile of level 0 has it.
     *
     * @throws IllegalArgumentException if the tree has no such leaf
     */
    public TreeHash leaf(long index) {
        checkLeaf(index, size);
        return node(0, index);
    }

    /**
     * Proves that a leaf is in the tree of the first leaves (RFC 9162, section 2.1.3.1).
     *
     * @param leaves size of that tree, 1 to {@link #size}
     * @throws IllegalArgumentException if it has no such leaf
     */
    public InclusionProof inclusion(long index, long leaves) {
        checkSize(leaves);
        checkLeaf(index, leaves);
        var hashes = new ArrayList<TreeHash>();
        long from = 0;
        long to = leaves;
        while (to - from > 1) {
            long middle = from + Long.highestOneBit(to - from - 1);
            if (index < middle) {
                hashes.add(range(middle, to));
                to = middle;
            } else {
                hashes.add(range(from, middle));
                from = middle;
            }
        }
        Collections.reverse(hashes);
        return new InclusionProof(index, leaves, hashes);
    }

    /**
     * Proves that the tree of the first leaves is the beginning of a larger one (RFC 9162, section 2.1.4.1).
     *
     * @param earlier size of the smaller one, 0 or more
     * @param later size of the larger one, up to {@link #size}
     * @throws IllegalArgumentException if the sizes are not so
     */
    public ConsistencyProof consistency(long earlier, long later) {
        checkSize(later);
        if (earlier < 0 || earlier > later) {
            throw new IllegalArgumentException("no consistency from size " + earlier + " to size " + later);
        }
        var hashes = new ArrayList<TreeHash>();
        long from = 0;
        long to = earlier == 0 ? 0 : later;
        while (to != earlier) {
            long middle = from + Long.highestOneBit(to - from - 1);
            if (earlier <= middle) {
                hashes.add(range(middle, to));
                to = middle;
            } else {
                hashes.add(range(from, middle));
                from = middle;
            }
        }
        if (from > 0) {
            hashes.add(range(from, to));
        }
        Collections.reverse(hashes);
        return new ConsistencyProof(earlier, later, hashes);
    }

    /** The hash over some leaves: of the perfect subtrees they fall into, the largest at the left. */
    private TreeHash range(long from, long to) {
        var subtrees = new ArrayList<TreeHash>();
        for (long at = from; at < to; ) {
            long leaves = Long.highestOneBit(to - at);
            int level = Long.numberOfTrailingZeros(leaves);
            subtrees.add(node(level, at >>> level));
            at += leaves;
        }
        var hash = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            hash = Rfc6962.node(subtrees.get(i), hash);
        }
        return hash;
    }

    /** A perfect subtree of 2^level leaves: made of the part of a tile that lies under it. */
    private TreeHash node(int level, long index) {
        int within = level % TileCoordinate.HEIGHT;
        long first = index << within;
        int position = (int) (first % TileCoordinate.FULL);
        return subtrees(level / TileCoordinate.HEIGHT, first / TileCoordinate.FULL)
                .rows()
                .get(within)
                .get(position >>> within);
    }

    private Subtrees subtrees(int level, long index) {
        var kept = last[level];
        if (kept == null || kept.index() != index) {
            var tile = source.tile(TileCoordinate.in(size, level, index));
            kept = Subtrees.of(tile);
            last[level] = kept;
        }
        return kept;
    }

    /**
     * The perfect subtrees over the hashes of one tile.
     *
     * @param rows by their height, 0 to 7: the roots from left to right
     */
    private record Subtrees(long index, List<List<TreeHash>> rows) {

        static Subtrees of(Tile tile) {
            var rows = new ArrayList<List<TreeHash>>(TileCoordinate.HEIGHT);
            var row = tile.hashes();
            for (int height = 0; height < TileCoordinate.HEIGHT; height++) {
                rows.add(row);
                var above = new ArrayList<TreeHash>(row.size() / 2);
                for (int right = 1; right < row.size(); right += 2) {
                    above.add(Rfc6962.node(row.get(right - 1), row.get(right)));
                }
                row = above;
            }
            return new Subtrees(tile.at().index(), rows);
        }
    }

    private void checkSize(long leaves) {
        if (leaves < 0 || leaves > size) {
            throw new IllegalArgumentException("size " + leaves + " of a tree that has " + size + " leaves");
        }
    }

    private static void checkLeaf(long index, long leaves) {
        if (index < 0 || index >= leaves) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + leaves);
        }
    }
}
