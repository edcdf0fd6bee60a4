package io.probity.integrity;

/** How a coordinate is spelled: c2sp.org/tlog-tiles, sections "Merkle Tree" and "Log entries". */
final class TilePath {
    private static final int GROUP = 1000;
    private static final int MAX_CHARS = 64;

    private TilePath() {}

    static String of(TileCoordinate at) {
        var path = new StringBuilder("tile/")
                .append(at.level() == TileCoordinate.ENTRIES ? "entries" : Integer.toString(at.level()));
        long above = 1;
        while (above <= at.index() / GROUP) {
            above *= GROUP;
        }
        for (; above > 1; above /= GROUP) {
            path.append("/x").append(digits(at.index() / above));
        }
        path.append('/').append(digits(at.index()));
        return at.isFull()
                ? path.toString()
                : path.append(".p/").append(at.width()).toString();
    }

    private static String digits(long number) {
        return Long.toString(GROUP + number % GROUP).substring(1);
    }

    static TileCoordinate parse(String path) {
        if (path.length() > MAX_CHARS) {
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
        int level = levelText.equals("entries")
                ? TileCoordinate.ENTRIES
                : number(path, "level", levelText, 0, TileCoordinate.MAX_LEVEL);
        int suffix = path.indexOf(".p/", afterLevel);
        int width = suffix < 0
                ? TileCoordinate.FULL
                : number(path, "width", path.substring(suffix + 3), 1, TileCoordinate.FULL - 1);
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
        boolean printable = path.chars().allMatch(character -> character > ' ' && character <= '~');
        return new TreeFormatException("path of a tile" + (printable ? ", " + path : ""), problem);
    }
}
