package io.probity.document;

/**
 * Something about a document that its author should know.
 *
 * @param file as it was named by the caller
 * @param line from 1; 0 where no line is known
 * @param column from 1; 0 where no line is known
 */
public record Problem(Level level, String file, int line, int column, String message) {
    /** An error keeps the document from being used; a warning does not. */
    public enum Level {
        ERROR,
        WARNING
    }

    /** Such as {@code file.yaml:3:1}. */
    public String place() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

    @Override
    public String toString() {
        return place() + ": " + (level == Level.ERROR ? "error: " : "warning: ") + message;
    }
}
