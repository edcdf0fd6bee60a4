package io.probity.integrity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares a whole log, entries and tiles, with a size and a root that somebody else vouches for, and names the first
 * leaf that is not what the root covers.
 *
 * <p>Entries that make the root are right, whatever the tiles say. Where they do not, tiles that make the root tell
 * which leaf it is; the way down reads one tile per level. Where an altered tile and an altered entry meet under one
 * node, each hash is taken from the tile or from the entries, until they make the node above: what differs in few places
 * is still named exactly. Where nothing makes it, all leaves under the node remain suspect.
 *
 * <p>Reads every entry and every tile of level 0 once, in order, and keeps a hash for every 256 leaves.
 */
public final class LogCheck {
    private final long size;
    private final TreeHash root;
    private final TileSource source;
    /** By level of tiles, from 1: the hashes that the entries make, as far as entries can be read. */
    private final List<List<TreeHash>> made = new ArrayList<>();

    private @Nullable BadTile firstBadTile;
    private @Nullable BadLeaf unreadable;
    private @Nullable BadLeaf surplus;

    /** What a check found. */
    public sealed interface Result {}

    /** Every entry is what the root covers, and every tile what the entries make. */
    public record Sound(long size, TreeHash root) implements Result {}

    /** What is wrong with a leaf. */
    public enum LeafFault {
        /** There is an entry, and it is not the one that the root covers. */
        ALTERED,
        /** There is no entry: the bundle is missing, ends early or cannot be read from here on. */
        MISSING,
        /** There are bytes where no entry may be: after the last entry of a bundle. */
        EXTRA
    }

    /** The first bad leaf, known exactly. */
    public record BadLeaf(long index, LeafFault fault, String detail) implements Result {}

    /**
     * The first bad leaf is one of these; all before {@code from} are right. Neither tiles nor entries make what the root
     * covers here, so none can be told from another.
     *
     * @param to exclusive
     */
    public record BadRange(long from, long to, String detail) implements Result {}

    /**
     * All entries are right; a tile is not. The lowest level and then the leftmost is named.
     *
     * @param position of the first wrong hash in it, 0 if the tile cannot be read
     */
    public record BadTile(TileCoordinate at, int position, String detail) implements Result {}

    private LogCheck(long size, TreeHash root, TileSource source) {
        this.size = size;
        this.root = root;
        this.source = source;
    }

    /**
     * Checks a log.
     *
     * @param size leaves that the root covers, 0 or more; both from a checkpoint that was verified, never from the source
     * @param source of the tiles and of the bundles of a tree of that size
     */
    public static Result check(long size, TreeHash root, TileSource source) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree of " + size + " leaves");
        }
        return new LogCheck(size, root, source).run();
    }

    private Result run() {
        readEntries();
        if (unreadable == null && root.equals(madeRoot())) {
            return surplus != null ? surplus : checkUpperTiles();
        }
        var found = size == 0 ? new BadRange(0, 0, "no leaves, and a root that is not the empty one") : descend();
        return surplus != null && surplus.index() <= first(found) ? surplus : found;
    }

    private static long first(Result found) {
        if (found instanceof BadLeaf leaf) {
            return leaf.index();
        }
        return found instanceof BadRange range ? range.from() : Long.MAX_VALUE;
    }

    /** Level 0, from left to right, as far as entries can be read. */
    private void readEntries() {
        var full = new ArrayList<TreeHash>();
        long tiles = (size - 1) / TileCoordinate.FULL + (size == 0 ? 0 : 1);
        for (long index = 0; index < tiles && unreadable == null; index++) {
            var at = TileCoordinate.in(size, 0, index);
            var block = block(at);
            unreadable = block.unreadable();
            surplus = surplus == null ? block.surplus() : surplus;
            if (unreadable == null) {
                compare(at, block.hashes());
                if (at.isFull()) {
                    full.add(Frontier.of(block.hashes()).root());
                }
            }
        }
        made.add(full);
        for (List<TreeHash> below = full; below.size() >= TileCoordinate.FULL; below = above(below)) {
            made.add(above(below));
        }
    }

    private static List<TreeHash> above(List<TreeHash> below) {
        var above = new ArrayList<TreeHash>();
        for (int to = TileCoordinate.FULL; to <= below.size(); to += TileCoordinate.FULL) {
            above.add(Frontier.of(below.subList(to - TileCoordinate.FULL, to)).root());
        }
        return above;
    }

    /** The hashes of the entries of one bundle, as many as can be read. */
    private record Block(
            List<TreeHash> hashes,
            @Nullable BadLeaf unreadable,
            @Nullable BadLeaf surplus) {}

    private Block block(TileCoordinate tile) {
        var at = tile.bundle();
        long first = at.index() * TileCoordinate.FULL;
        var bytes = source.read(at);
        if (bytes.isEmpty()) {
            return new Block(List.of(), new BadLeaf(first, LeafFault.MISSING, at + " is not there"), null);
        }
        var reading = EntryBundle.Reading.of(bytes.get(), at.width());
        var hashes = reading.entries().stream().map(Rfc6962::leaf).toList();
        if (reading.problem() == null) {
            return new Block(hashes, null, null);
        }
        var end = first + hashes.size();
        var detail = at + ", byte " + reading.end() + ": " + reading.problem();
        return hashes.size() < at.width()
                ? new Block(hashes, new BadLeaf(end, LeafFault.MISSING, detail), null)
                : new Block(hashes, null, new BadLeaf(end, LeafFault.EXTRA, detail));
    }

    /** Remembers the first tile that is not what the entries make. */
    private void compare(TileCoordinate at, List<TreeHash> expected) {
        if (firstBadTile != null) {
            return;
        }
        try {
            int position = firstDifference(source.tile(at).hashes(), expected);
            if (position >= 0) {
                firstBadTile = new BadTile(at, position, at + ": hash " + position + " is not what the entries make");
            }
        } catch (TreeFormatException e) {
            firstBadTile = new BadTile(at, 0, e.place() + ": " + e.problem());
        }
    }

    private static int firstDifference(List<TreeHash> hashes, List<? extends @Nullable TreeHash> others) {
        for (int i = 0; i < hashes.size(); i++) {
            if (!hashes.get(i).equals(others.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private Result checkUpperTiles() {
        for (int level = 1; level <= made.size(); level++) {
            var hashes = made.get(level - 1);
            for (int from = 0; from < hashes.size(); from += TileCoordinate.FULL) {
                int to = Math.min(from + TileCoordinate.FULL, hashes.size());
                compare(TileCoordinate.in(size, level, from / TileCoordinate.FULL), hashes.subList(from, to));
            }
        }
        return firstBadTile != null ? firstBadTile : new Sound(size, root);
    }

    /** The root of all entries; only where all could be read. */
    private TreeHash madeRoot() {
        var edge = new ArrayList<TreeHash>();
        TileCoordinate.edge(size).forEach(at -> made(at).forEach(hash -> edge.add(hash)));
        return Frontier.ofEdge(size, edge).root();
    }

    /** What the entries make of a tile: null where they cannot be read. */
    private List<@Nullable TreeHash> made(TileCoordinate at) {
        List<TreeHash> known;
        if (at.level() == 0) {
            known = block(at).hashes();
        } else {
            var level = at.level() <= made.size() ? made.get(at.level() - 1) : List.<TreeHash>of();
            int from = (int) Math.min(level.size(), at.index() * TileCoordinate.FULL);
            known = level.subList(from, Math.min(level.size(), from + at.width()));
        }
        var padded = new ArrayList<@Nullable TreeHash>(known);
        while (padded.size() < at.width()) {
            padded.add(null);
        }
        return padded;
    }

    /** Follows the leftmost difference from the root to a leaf. */
    private Result descend() {
        var edge = TileCoordinate.edge(size);
        var group = edge;
        var expected = root;
        Function<List<TreeHash>, TreeHash> fold =
                hashes -> Frontier.ofEdge(size, hashes).root();
        long from = 0;
        long to = size;
        while (true) {
            var mine = new ArrayList<@Nullable TreeHash>();
            group.forEach(at -> mine.addAll(made(at)));
            var right = Evidence.reconciled(stored(group), mine, fold, expected);
            if (right == null) {
                return suspects(from, to);
            }
            int place = firstDifference(right, mine);
            if (place < 0) {
                return suspects(from, to); // the source did not say the same twice
            }
            expected = right.get(place);
            int tile = 0;
            for (; place >= group.get(tile).width(); tile++) {
                place -= group.get(tile).width();
            }
            var at = group.get(tile);
            long index = at.index() * TileCoordinate.FULL + place;
            if (at.level() == 0) {
                return named(index, expected);
            }
            from = index << (TileCoordinate.HEIGHT * at.level());
            to = (index + 1) << (TileCoordinate.HEIGHT * at.level());
            group = List.of(new TileCoordinate(at.level() - 1, index, TileCoordinate.FULL));
            fold = hashes -> Frontier.of(hashes).root();
        }
    }

    private Result named(long index, TreeHash expected) {
        if (unreadable != null && unreadable.index() == index) {
            return unreadable;
        }
        return new BadLeaf(
                index, LeafFault.ALTERED, "the entry does not hash to " + expected + ", which the root covers");
    }

    private BadRange suspects(long from, long to) {
        long end = unreadable == null ? to : Math.min(to, unreadable.index() + 1);
        return new BadRange(from, end, "neither the tiles nor the entries make what the root covers");
    }

    /** The hashes of tiles one after the other; null where a tile is missing or cannot be read. */
    private List<@Nullable TreeHash> stored(List<TileCoordinate> group) {
        var hashes = new ArrayList<@Nullable TreeHash>();
        for (var at : group) {
            try {
                hashes.addAll(source.tile(at).hashes());
            } catch (TreeFormatException e) {
                // The report names the leaves under it; the tile itself is named when they are right.
                hashes.addAll(Arrays.asList(new TreeHash[at.width()]));
            }
        }
        return hashes;
    }
}
