package io.probity.registry;

/**
 * Not a schema that can be used: the registry would not take ours, or what it gave us does not parse, is not Avro, or
 * rests on references.
 */
public final class InvalidSchemaException extends RegistryException {
    private static final long serialVersionUID = 1;

    public InvalidSchemaException(String message) {
        super(message);
    }

    public InvalidSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
