package io.probity.wire;

/** A store holds a row that this build cannot read: a newer one wrote it, or the disk has spoiled it. */
public final class UnreadableRowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableRowException(String message, Throwable cause) {
        super(message, cause);
    }
}
