package io.probity.serde;

/** What became of bytes: one of two things, and the compiler knows both. */
public sealed interface Decoded<T> {

    /**
     * A record.
     *
     * @param schemaId of the writer's schema
     */
    record Value<T>(T value, int schemaId) implements Decoded<T> {}

    /**
     * No record.
     *
     * @param detail what exactly was wrong, for the person who mends it; names fields and lengths, never contents
     */
    record Failed<T>(DecodeFault fault, String detail) implements Decoded<T> {}

    /**
     * The record.
     *
     * @throws UndecodableException if there is none
     */
    default T orThrow() {
        if (this instanceof Failed<T> failed) {
            throw new UndecodableException(failed.fault(), failed.detail());
        }
        return ((Value<T>) this).value();
    }
}
