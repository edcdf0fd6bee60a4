package io.probity.registry;

/** The subject's compatibility rule forbids the schema. */
public final class IncompatibleSchemaException extends RegistryException {
    private static final long serialVersionUID = 1;

    public IncompatibleSchemaException(String message) {
        super(message);
    }
}
