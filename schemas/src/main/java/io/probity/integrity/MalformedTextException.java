package io.probity.integrity;

/**
 * A text that is not what its format says: a note, a checkpoint, a proof, a key, a policy, a witness's request. The
 * text's own fault, so whoever sent it is told; the message says where and what, and repeats none of the text but names of a
 * policy, which is the reader's own.
 */
public final class MalformedTextException extends IllegalArgumentException {
    private final String format;
    private final int line;
    private final String problem;

    /**
     * @param format what was read, such as {@code signed note}
     * @param line from 1; 0 if the fault is of the whole, such as its size
     * @param problem what is wrong, and what to do where that is not plain
     */
    MalformedTextException(String format, int line, String problem) {
        super(line == 0 ? format + ": " + problem : format + ", line " + line + ": " + problem);
        this.format = format;
        this.line = line;
        this.problem = problem;
    }

    /** What was read, such as {@code signed note}. */
    public String format() {
        return format;
    }

    /** The line of the whole text that was read, from 1; 0 if the fault is of no one line. */
    public int line() {
        return line;
    }

    /** What is wrong. */
    public String problem() {
        return problem;
    }
}
