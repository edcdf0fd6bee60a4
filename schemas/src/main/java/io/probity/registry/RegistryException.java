package io.probity.registry;

/** The ways in which a registry can fail to give an answer; whose fault it is, is the subclass. */
public abstract sealed class RegistryException extends RuntimeException
        permits RegistryUnavailableException,
                UnknownSchemaException,
                IncompatibleSchemaException,
                InvalidSchemaException {
    private static final long serialVersionUID = 1;

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
