package io.probity.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Where a tile, or a bundle of entries, stands in a log: c2sp.org/tlog-tiles, sections "Merkle Tree" and "Log entries".
 *
 * @param level 0 (hashes of leaves) to 63, or {@link #ENTRIES} for a bundle; a tree of fewer than 2^63 leaves has
 *     tiles at the levels 0 to 7
 * @param index 0 or more: which tile of its level, from the left
 * @param width hashes (or entries) in it, 1 to 256; 256 is a full tile, less a partial one
 */
public record TileCoordinate(int level, long index, int width) {
    /** Binary levels that a tile spans. */
    public static final int HEIGHT = 8;

    /** Hashes in a full tile. */
    public static final int FULL = 1 << HEIGHT;

    /** The level of bundles of entries. */
    public static final int ENTRIES = -1;

    static final int MAX_LEVEL = 63;
    private static final int LEVELS_IN_USE = 8;

    /** @throws IllegalArgumentException naming the component that is out of its range */
    public TileCoordinate {
        if (level < ENTRIES || level > MAX_LEVEL) {
            throw new IllegalArgumentException("level " + level + " of a tile; there are 0 to " + MAX_LEVEL);
        }
        if (index < 0) {
            throw new IllegalArgumentException("index " + index + " of a tile");
        }
        if (width < 1 || width > FULL) {
            throw new IllegalArgumentException("width " + width + " of a tile; there are 1 to " + FULL);
        }
    }

    /**
     * The tile of that level and index as it is in a tree of that size.
     *
     * @throws IllegalArgumentException if the tree has no such tile
     */
    public static TileCoordinate in(long size, int level, long index) {
        long rest = hashesAt(level, size) - (index > Long.MAX_VALUE / FULL ? Long.MAX_VALUE : index * FULL);
        if (index < 0 || rest <= 0) {
            throw new IllegalArgumentException("no tile " + index + " at level " + level + " of " + size + " leaves");
        }
        return new TileCoordinate(level, index, (int) Math.min(FULL, rest));
    }

    /** How many hashes a level of tiles has in a tree of that size: floor(size / 256^level). */
    static long hashesAt(int level, long size) {
        if (level >= LEVELS_IN_USE) {
            return 0;
        }
        return level <= 0 ? size : size >>> (HEIGHT * level);
    }

    /** The partial tiles of a tree of that size, the highest level first: the order of the leaves under them. */
    public static List<TileCoordinate> edge(long size) {
        var tiles = new ArrayList<TileCoordinate>(LEVELS_IN_USE);
        for (int level = LEVELS_IN_USE - 1; level >= 0; level--) {
            long hashes = hashesAt(level, size);
            if (hashes % FULL > 0) {
                tiles.add(new TileCoordinate(level, hashes / FULL, (int) (hashes % FULL)));
            }
        }
        return tiles;
    }

    /**
     * The tiles that a tree has after it grew and did not have so before, the lowest level first: those that became
     * full, each once, and the partial ones at the new right edge. Computed as they are asked for.
     *
     * @throws IllegalArgumentException if {@code from} is negative or beyond {@code to}
     */
    public static Stream<TileCoordinate> grown(long from, long to) {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a tree does not grow from " + from + " leaves to " + to);
        }
        return IntStream.range(0, LEVELS_IN_USE).boxed().flatMap(level -> {
            long before = hashesAt(level, from);
            long after = hashesAt(level, to);
            if (before == after) {
                return Stream.empty();
            }
            return LongStream.rangeClosed(before / FULL, (after - 1) / FULL).mapToObj(index -> in(to, level, index));
        });
    }

    /** The bundle of the entries whose hashes a tile of level 0 holds. */
    public TileCoordinate bundle() {
        if (level != 0) {
            throw new IllegalArgumentException("only tiles of level 0 have entries; this is " + this);
        }
        return new TileCoordinate(ENTRIES, index, width);
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** The most bytes it can have; whoever fetches it need read no further. */
    public int maxBytes() {
        return level == ENTRIES ? width * (Short.BYTES + EntryBundle.MAX_ENTRY_BYTES) : width * TreeHash.BYTES;
    }

    /** The path below a log's prefix, for example {@code tile/0/x001/x234/067.p/17} or {@code tile/entries/000}. */
    public String path() {
        return TilePath.of(this);
    }

    /**
     * Reads a path. Each coordinate has one spelling, and only that is read.
     *
     * @throws TreeFormatException naming the part that is not as the specification has it
     */
    public static TileCoordinate parse(String path) {
        return TilePath.parse(path);
    }

    /** The path. */
    @Override
    public String toString() {
        return path();
    }
}
