package io.probity.evaluate.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One record as an expression sees it: the type checker and the evaluation read the same table, so that a field cannot be
 * known to one and unknown to the other.
 */
final class Shape<T> {

    /**
     * A field; {@code read} answers null where the record has no value, which an expression sees as missing, and a protected
     * value as it is, which {@link RecordValue} makes what an expression may see.
     */
    record Field<T>(CelType type, Function<T, @Nullable Object> read) {}

    private final String name;
    private final Map<String, Field<T>> fields = new LinkedHashMap<>();

    Shape(String name) {
        this.name = name;
    }

    Shape<T> field(String field, CelType type, Function<T, @Nullable Object> read) {
        fields.put(field, new Field<>(type, read));
        return this;
    }

    @Nullable Field<T> find(String field) {
        return fields.get(field);
    }

    Set<String> names() {
        return fields.keySet();
    }

    @SuppressWarnings("Immutable") // the table is filled when the class is loaded and never again
    StructType type() {
        return StructType.create(
                name,
                ImmutableSet.copyOf(fields.keySet()),
                field -> Optional.ofNullable(fields.get(field)).map(Field::type));
    }

    /** The record as a value, or null for null. */
    @Nullable RecordValue<T> of(@Nullable T subject) {
        return subject == null ? null : new RecordValue<>(this, subject);
    }
}
