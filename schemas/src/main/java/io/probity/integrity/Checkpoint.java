package io.probity.integrity;

import java.util.ArrayList;
import java.util.List;

/**
 * The head of a log, as the text of a note has it: tlog-checkpoint, section Note text.
 *
 * @param origin which log; not empty, one line
 * @param size leaves in the tree, from 0 to 2^63 - 1
 * @param root of the tree of that size. Whether the root of an empty tree is the hash of nothing is the tree's to say
 * @param extensions lines behind the root, each not empty. The specification allows and discourages them: they are read
 *     as others may write them, kept and covered by signatures, and no log of ours signs any ({@link SignerKey#sign})
 */
public record Checkpoint(String origin, long size, TreeHash root, List<String> extensions) {
    private static final String FORMAT = "checkpoint";

    /**
     * A checkpoint that nobody signed yet.
     *
     * @throws IllegalArgumentException naming what is not as above
     */
    public Checkpoint {
        extensions = List.copyOf(extensions);
        requireLine("origin", origin);
        extensions.forEach(line -> requireLine("extension line", line));
        if (size < 0) {
            throw new IllegalArgumentException("a checkpoint of size " + size);
        }
    }

    /** A checkpoint as the logs of ours write it, without extension lines. */
    public Checkpoint(String origin, long size, TreeHash root) {
        this(origin, size, root, List.of());
    }

    private static void requireLine(String what, String line) {
        if (line.isEmpty() || line.indexOf('\n') >= 0 || StrictText.control(line) >= 0 || !StrictText.isUnicode(line)) {
            throw new IllegalArgumentException("the " + what + " is empty or has a control character");
        }
    }

    /**
     * Reads the text of a note. It proves nothing: {@link Policy#judge} does.
     *
     * @throws MalformedTextException with the line and what is wrong with it
     */
    public static Checkpoint parse(String text) {
        return parse(text, 0);
    }

    /**
     * Reads a checkpoint within a larger text.
     *
     * @param before how many lines of a larger text stand before the checkpoint
     */
    static Checkpoint parse(String text, int before) {
        if (text.length() > SignedNote.MOST_BYTES) {
            throw new MalformedTextException(FORMAT, 0, "is larger than a signed note may be");
        }
        if (!StrictText.isUnicode(text)) {
            throw new MalformedTextException(FORMAT, 0, "has half a surrogate pair");
        }
        var reader = TextReader.of(FORMAT, text, before);
        var origin = nonEmpty(reader, "the origin");
        long size = reader.decimal(reader.next("the size"));
        var root = reader.hash(reader.next("the root"));
        var extensions = new ArrayList<String>();
        while (reader.more()) {
            extensions.add(nonEmpty(reader, "an extension line"));
        }
        return new Checkpoint(origin, size, root, extensions);
    }

    private static String nonEmpty(TextReader reader, String what) {
        var line = reader.next(what);
        if (line.isEmpty()) {
            throw reader.fault(what + " is empty");
        }
        return line;
    }

    /** The text that is signed, its last newline included. */
    public String text() {
        var text = new StringBuilder(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(root.toBase64())
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
