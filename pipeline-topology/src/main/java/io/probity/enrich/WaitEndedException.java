package io.probity.enrich;

/**
 * A row was waiting for the registry when the application was told to end. Nothing is lost: the row has not been passed, and
 * is read after the next start.
 */
public final class WaitEndedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WaitEndedException(String message) {
        super(message);
    }
}
