package io.probity.integrity;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a growing tree must remember to know its root: the roots of the perfect subtrees its size falls into, one
 * for each bit of the size, at most 63 (a compact range from 0). Appending n leaves makes n less than n nodes, so a leaf
 * costs two hashes, its own among them. One thread's.
 */
public final class Frontier {
    /** Binary levels of a tree whose size is a positive long. */
    static final int LEVELS = 63;

    /** By level; what stands where the size has no bit is of an earlier size. */
    private final @Nullable TreeHash[] nodes = new TreeHash[LEVELS];

    private long size;

    /** Hears of every node as it becomes known, leaves first. */
    interface NewNode {
        /**
         * A node.
         *
         * @param level 0 for a leaf; the node spans 2^level leaves
         */
        void at(int level, TreeHash hash);
    }

    /** A tree without leaves. */
    public Frontier() {}

    /** Leaves so far. */
    public long size() {
        return size;
    }

    /**
     * Adds a leaf at the right.
     *
     * @param leaf the hash of the leaf ({@link Rfc6962#leaf}), not its entry
     * @throws IllegalStateException if the tree has 2^63 - 1 leaves already
     */
    public void append(TreeHash leaf) {
        append(leaf, (level, hash) -> {});
    }

    void append(TreeHash leaf, NewNode heard) {
        if (size == Long.MAX_VALUE) {
            throw new IllegalStateException("a tree of 2^63 - 1 leaves is full");
        }
        var node = leaf;
        int level = 0;
        heard.at(0, node);
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            node = Rfc6962.node(known(level), node);
            level++;
            heard.at(level, node);
        }
        nodes[level] = node;
        size++;
    }

    /** The root of the tree: as many hashes as the size has bits, less one. */
    public TreeHash root() {
        if (size == 0) {
            return Rfc6962.emptyRoot();
        }
        int level = Long.numberOfTrailingZeros(size);
        var root = known(level);
        while (++level < LEVELS) {
            if ((size >>> level & 1) == 1) {
                root = Rfc6962.node(known(level), root);
            }
        }
        return root;
    }

    /** A frontier of the same leaves that grows on its own. */
    public Frontier copy() {
        var copy = new Frontier();
        copy.size = size;
        System.arraycopy(nodes, 0, copy.nodes, 0, LEVELS);
        return copy;
    }

    /** The size in 8 bytes, big-endian, and the subtrees' roots, the largest first; one spelling for each frontier. */
    public byte[] toBytes() {
        var bytes = ByteBuffer.allocate(Long.BYTES + Long.bitCount(size) * TreeHash.BYTES);
        bytes.putLong(size);
        for (int level = LEVELS - 1; level >= 0; level--) {
            if ((size >>> level & 1) == 1) {
                bytes.put(known(level).bytes());
            }
        }
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws TreeFormatException if the size is negative, or the bytes are fewer or more than the size asks for
     */
    public static Frontier fromBytes(byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            throw new TreeFormatException("frontier", bytes.length + " bytes, and the size alone has " + Long.BYTES);
        }
        long size = ByteBuffer.wrap(bytes).getLong();
        if (size < 0) {
            throw new TreeFormatException("frontier", "size 2^63 or more (" + Long.toUnsignedString(size) + ")");
        }
        int expected = Long.BYTES + Long.bitCount(size) * TreeHash.BYTES;
        if (bytes.length != expected) {
            throw new TreeFormatException(
                    "frontier", bytes.length + " bytes; size " + size + " has " + expected + " bytes");
        }
        var frontier = new Frontier();
        frontier.size = size;
        int offset = Long.BYTES;
        for (int level = LEVELS - 1; level >= 0; level--) {
            if ((size >>> level & 1) == 1) {
                frontier.nodes[level] = TreeHash.at(bytes, offset);
                offset += TreeHash.BYTES;
            }
        }
        return frontier;
    }

    /**
     * The frontier of a tree from the hashes in its partial tiles.
     *
     * @param edge the hashes of the tiles of {@link TileCoordinate#edge}, in their order
     */
    static Frontier ofEdge(long size, List<TreeHash> edge) {
        var frontier = new Frontier();
        frontier.size = size;
        int next = 0;
        for (var tile : TileCoordinate.edge(size)) {
            var part = of(edge.subList(next, next + tile.width()));
            System.arraycopy(part.nodes, 0, frontier.nodes, TileCoordinate.HEIGHT * tile.level(), bits(tile.level()));
            next += tile.width();
        }
        return frontier;
    }

    /** A tree over these hashes, which may be the roots of equally large subtrees as well as leaves. */
    static Frontier of(List<TreeHash> hashes) {
        var frontier = new Frontier();
        hashes.forEach(frontier::append);
        return frontier;
    }

    /** How many bits of a size a level of tiles stands for; the highest has one less, the sign. */
    private static int bits(int level) {
        return Math.min(TileCoordinate.HEIGHT, LEVELS - TileCoordinate.HEIGHT * level);
    }

    @SuppressWarnings("NullAway") // there is a node wherever the size has a bit
    private TreeHash known(int level) {
        return nodes[level];
    }
}
