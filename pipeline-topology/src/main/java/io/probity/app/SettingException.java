package io.probity.app;

/** A wrong setting; the message names which, where it came from and what to do. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }
}
