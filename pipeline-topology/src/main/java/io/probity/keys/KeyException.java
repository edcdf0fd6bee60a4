package io.probity.keys;

import org.jspecify.annotations.Nullable;

/** Keys that are missing, broken or out of reach; the message names the file or the token and what to do, never a key. */
public final class KeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyException(String message) {
        super(message);
    }

    public KeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
