package io.probity.integrity;

import java.util.ArrayList;
import java.util.List;

/** Reads a text line by line and knows where it is; every line ends in a newline, the last one too. */
final class TextReader {
    private final String format;
    private final String text;
    private final int before;
    private int at;
    private int line;

    private TextReader(String format, String text, int before) {
        this.format = format;
        this.text = text;
        this.before = before;
        this.line = before;
    }

    /** A text of UTF-8 without control characters. */
    static TextReader of(String format, byte[] bytes, int most) {
        return of(format, StrictText.utf8(format, bytes, most), 0);
    }

    /**
     * A text without control characters.
     *
     * @param before how many lines of a larger text stand before it
     */
    static TextReader of(String format, String text, int before) {
        int control = StrictText.control(text);
        if (control >= 0) {
            int line = before + StrictText.lineAt(text, control);
            throw new MalformedTextException(
                    format,
                    line,
                    text.charAt(control) == '\r'
                            ? "ends in CR LF; lines end in LF alone"
                            : "has the control character 0x%02x".formatted((int) text.charAt(control)));
        }
        return new TextReader(format, text, before);
    }

    boolean more() {
        return at < text.length();
    }

    /** The next line without its newline. */
    String next(String what) {
        line++;
        if (!more()) {
            throw fault("the text ends where " + what + " should be");
        }
        int end = text.indexOf('\n', at);
        if (end < 0) {
            throw fault("the line does not end in a newline");
        }
        var next = text.substring(at, end);
        at = end + 1;
        return next;
    }

    /** What follows a keyword and one space on the next line. */
    String after(String keyword) {
        var next = next("\"" + keyword + " …\"");
        if (!next.startsWith(keyword + " ")) {
            throw fault("does not begin with \"" + keyword + " \"");
        }
        return next.substring(keyword.length() + 1);
    }

    /** Whether the next line begins so. */
    boolean ahead(String start) {
        return text.startsWith(start, at);
    }

    /** A number as {@link StrictText#decimal} reads it, of the line just read. */
    long decimal(String digits) {
        long value = StrictText.decimal(digits);
        if (value < 0) {
            throw fault("is not a number from 0 to 2^63 - 1 in decimals without sign or leading zeros");
        }
        return value;
    }

    /** A hash, of the line just read. */
    TreeHash hash(String base64) {
        var bytes = StrictText.base64(base64);
        if (bytes.length != TreeHash.BYTES) {
            throw fault("is not the base64 of a hash of " + TreeHash.BYTES + " bytes (44 characters, padded)");
        }
        return TreeHash.of(bytes);
    }

    /** Hashes, one a line, and the empty line behind them. */
    List<TreeHash> hashes(int most) {
        var hashes = new ArrayList<TreeHash>();
        for (var next = next("a hash or an empty line"); !next.isEmpty(); next = next("a hash or an empty line")) {
            if (hashes.size() == most) {
                throw fault("more than " + most + " hashes");
            }
            hashes.add(hash(next));
        }
        return hashes;
    }

    /** All that is left as a signed note of a checkpoint. */
    SignedNote note() {
        return SignedNote.parse(text.substring(at), line);
    }

    /** How many lines were read, those before the text among them. */
    int line() {
        return line;
    }

    MalformedTextException fault(String problem) {
        return new MalformedTextException(format, Math.max(line, before + 1), problem);
    }
}
