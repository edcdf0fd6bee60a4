package io.probity.integrity;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes leaves one after another and hands out the tiles of the tree over them. A pure function of the leaves: whoever
 * resumes at any size and takes the same leaves again makes the same tiles, byte for byte. Two hashes per leaf. One
 * thread's.
 *
 * <p>Its state is the {@link #frontier} and the tiles of the right {@link #edge}; all else is the full tiles it has
 * handed out and forgotten.
 */
public final class TreeBuilder {
    private final Frontier frontier;
    /** By level of tiles: the hashes of the tile at the right edge. */
    private final List<List<TreeHash>> open = new ArrayList<>();

    /** A tree without leaves. */
    public TreeBuilder() {
        this(new Frontier());
    }

    private TreeBuilder(Frontier frontier) {
        this.frontier = frontier;
        for (int bits = 0; bits < Frontier.LEVELS; bits += TileCoordinate.HEIGHT) {
            open.add(new ArrayList<>());
        }
    }

    /**
     * Goes on where another one stopped.
     *
     * @param stored of the leaves so far; copied
     * @param edge has the tiles of {@link TileCoordinate#edge} of that size; no others are read
     * @throws TreeFormatException if such a tile is missing, or the tiles and the frontier are not of one tree
     */
    public static TreeBuilder resume(Frontier stored, TileSource edge) {
        var builder = new TreeBuilder(stored.copy());
        var hashes = new ArrayList<TreeHash>();
        for (var at : TileCoordinate.edge(stored.size())) {
            var tile = edge.tile(at);
            builder.open.get(at.level()).addAll(tile.hashes());
            hashes.addAll(tile.hashes());
        }
        var root = Frontier.ofEdge(stored.size(), hashes).root();
        if (!root.equals(stored.root())) {
            throw new TreeFormatException(
                    "tiles at the edge of " + stored.size() + " leaves",
                    "make the root " + root + ", the frontier " + stored.root());
        }
        return builder;
    }

    /** Leaves so far. */
    public long size() {
        return frontier.size();
    }

    /** The root over the leaves so far. */
    public TreeHash root() {
        return frontier.root();
    }

    /** A copy of it. */
    public Frontier frontier() {
        return frontier.copy();
    }

    /**
     * Adds a leaf at the right.
     *
     * @param leaf the hash of the leaf ({@link Rfc6962#leaf}), not its entry
     * @return the full tiles that this leaf completes, the lowest level first: mostly none, else handed out this once
     */
    public List<Tile> append(TreeHash leaf) {
        var full = new ArrayList<Tile>(0);
        long index = frontier.size();
        frontier.append(leaf, (level, hash) -> {
            if (level % TileCoordinate.HEIGHT == 0) {
                add(level / TileCoordinate.HEIGHT, index >>> level, hash, full);
            }
        });
        return full;
    }

    private void add(int level, long index, TreeHash hash, List<Tile> full) {
        var hashes = open.get(level);
        hashes.add(hash);
        if (hashes.size() == TileCoordinate.FULL) {
            full.add(new Tile(new TileCoordinate(level, index / TileCoordinate.FULL, TileCoordinate.FULL), hashes));
            hashes.clear();
        }
    }

    /** The partial tiles of the tree as it is now, the highest level first. */
    public List<Tile> edge() {
        return TileCoordinate.edge(size()).stream()
                .map(at -> new Tile(at, open.get(at.level())))
                .toList();
    }
}
