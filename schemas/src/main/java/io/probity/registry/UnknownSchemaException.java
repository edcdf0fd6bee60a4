package io.probity.registry;

/** The registry answered, and does not know the id, the subject, or the schema within the subject. */
public final class UnknownSchemaException extends RegistryException {
    private static final long serialVersionUID = 1;

    public UnknownSchemaException(String message) {
        super(message);
    }
}
