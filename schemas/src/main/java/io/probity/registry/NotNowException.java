package io.probity.registry;

import java.time.Duration;

/** One registry gave no answer to one request; another, or the same one later, may. */
final class NotNowException extends Exception {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    NotNowException(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** How long the registry asks us to stay away; zero where it does not say. */
    Duration retryAfter() {
        return retryAfter;
    }
}
