package io.probity.rejected;

/** A refused record that cannot be sent again, and why, for the person who asked. */
public final class UnsendableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnsendableException(String message) {
        super(message);
    }
}
