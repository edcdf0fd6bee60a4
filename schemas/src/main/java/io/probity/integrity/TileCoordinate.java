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

    private static final int MAX_LEVEL = 63;
    private static final int LEVELS_IN_USE = 8;
    private static final int GROUP = 1000;
    private static final int MAX_PATH_CHARS = 64;

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
        var path = new StringBuilder("tile/").append(level == ENTRIES ? "entries" : Integer.toString(level));
        long above = 1;
        while (above <= index / GROUP) {
            above *= GROUP;
        }
        for (; above > 1; above /= GROUP) {
            path.append("/x").append(digits(index / above));
        }
        path.append('/').append(digits(index));
        return isFull() ? path.toString() : path.append(".p/").append(width).toString();
    }

    private static String digits(long number) {
        return Long.toString(GROUP + number % GROUP).substring(1);
    }

    /**
     * Reads a path. Each coordinate has one spelling, and only that is read.
     *
     * @throws TreeFormatException naming the part that is not as the specification has it
     */
    public static TileCoordinate parse(String path) {
        if (path.length() > MAX_PATH_CHARS) {
            throw new TreeFormatException("path of a tile", path.length() + " characters; the longest has fewer");
        }
        if (!path.startsWith("tile/")) {
            throw refused(path, "does not begin with tile/");
        }
        int afterLevel = path.indexOf('/', 5);
        if (afterLevel < 0) {
            throw refused(path, "has no index");
        }
        var levelText = path.substring(5, afterLevel);
        int level = levelText.equals("entries") ? ENTRIES : number(path, "level", levelText, 0, MAX_LEVEL);
        int suffix = path.indexOf(".p/", afterLevel);
        int width = suffix < 0 ? FULL : number(path, "width", path.substring(suffix + 3), 1, FULL - 1);
        long index = index(path, path.substring(afterLevel + 1, suffix < 0 ? path.length() : suffix));
        return new TileCoordinate(level, index, width);
    }

    private static int number(String path, String what, String text, int min, int max) {
        if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.charAt(0) == '0')) {
            throw refused(path, what + " is not a plain number of " + min + " to " + max);
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            number = 10 * number + digit(path, text.charAt(i), what);
        }
        if (number < min || number > max) {
            throw refused(path, what + " is not between " + min + " and " + max);
        }
        return number;
    }

    /** Groups of three digits, all but the last with an x before and a slash behind: five characters each, or three. */
    private static long index(String path, String text) {
        if (text.length() % 5 != 3) {
            throw refused(path, "index is not in groups of three digits");
        }
        if (text.length() > 3 && text.startsWith("x000")) {
            throw refused(path, "index has a group of zeros in front");
        }
        long index = 0;
        for (int at = 0; at < text.length(); at += 5) {
            boolean last = at + 3 == text.length();
            if (!last && (text.charAt(at) != 'x' || text.charAt(at + 4) != '/')) {
                throw refused(path, "index has a group that is not x, three digits, and a slash");
            }
            int first = last ? at : at + 1;
            int group = 100 * digit(path, text.charAt(first), "index")
                    + 10 * digit(path, text.charAt(first + 1), "index")
                    + digit(path, text.charAt(first + 2), "index");
            if (index > (Long.MAX_VALUE - group) / GROUP) {
                throw refused(path, "index is 2^63 or more");
            }
            index = GROUP * index + group;
        }
        return index;
    }

    private static int digit(String path, char character, String what) {
        if (character < '0' || character > '9') {
            throw refused(path, what + " has a character that is no digit");
        }
        return character - '0';
    }

    private static TreeFormatException refused(String path, String problem) {
        return new TreeFormatException("path of a tile, " + path, problem);
    }

    /** The path. */
    @Override
    public String toString() {
        return path();
    }
}
