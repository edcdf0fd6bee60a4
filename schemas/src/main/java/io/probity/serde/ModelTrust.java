package io.probity.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Makes Avro trust the generated classes. Since 1.12.2 it makes no object of a class that it was not told of, and its
 * own way of being told is a system property, which every launcher, chart and worker would have to repeat.
 */
final class ModelTrust {
    private static final String MODEL_PACKAGE = "io.probity.model.";

    static {
        // Beside whatever was trusted before, not instead of it.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(MODEL_PACKAGE)));
    }

    private ModelTrust() {}

    /** Does nothing but load this class; its work is done once. */
    static void ensure() {}

    /**
     * Whether instances of a class, named by somebody else's schema, may be made.
     *
     * @param type anything that a schema's name led to
     */
    static boolean isRecord(Class<?> type) {
        return SpecificRecord.class.isAssignableFrom(type)
                && ClassSecurityValidator.getGlobal().isTrusted(type);
    }
}
