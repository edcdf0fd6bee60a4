package io.probity.registry;

/**
 * The world's fault: no registry answered in time, or it would not let us in. The message says which. The same question
 * may be answered later, so the record that asked it must not be refused.
 */
public final class RegistryUnavailableException extends RegistryException {
    private static final long serialVersionUID = 1;

    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
