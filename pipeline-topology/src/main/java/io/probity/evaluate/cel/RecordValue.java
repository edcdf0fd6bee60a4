package io.probity.evaluate.cel;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record of ours under its {@link Shape}: fields are read when they are asked for, nothing is copied before. */
@SuppressWarnings("Immutable") // Avro records have no setters, and a shape is filled when its class is loaded
final class RecordValue<T> extends StructValue<String, RecordValue<T>> {
    private final Shape<T> shape;
    private final T subject;

    RecordValue(Shape<T> shape, T subject) {
        this.shape = shape;
        this.subject = subject;
    }

    @Override
    public Object select(String field) {
        var value = read(field);
        if (value == null) {
            throw CelAttributeNotFoundException.forFieldResolution(field);
        }
        return whole(value);
    }

    private static Object whole(Object value) {
        if (value == Unreadable.VALUE) {
            throw CelAttributeNotFoundException.of(Unreadable.MESSAGE);
        }
        if (value instanceof Partly part) {
            throw CelAttributeNotFoundException.of(part.words());
        }
        return value;
    }

    @Override
    public Optional<Object> find(String field) {
        var value = Optional.ofNullable(read(field));
        value.filter(Partly.class::isInstance).ifPresent(RecordValue::whole);
        return value;
    }

    /** The field as it is known; null where the record has none. */
    @Nullable Object read(String field) {
        var known = shape.find(field);
        return known == null ? null : Tokens.readable(known.read().apply(subject));
    }

    T subject() {
        return subject;
    }

    /** The field as the log has it, a protected value in its own shape; null where there is none. See {@link Logged}. */
    @Nullable Object logged(String field) {
        var known = shape.find(field);
        return known == null ? null : known.read().apply(subject);
    }

    Set<String> names() {
        return shape.names();
    }

    @Override
    public RecordValue<T> value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return false;
    }

    @Override
    public CelType celType() {
        return shape.type();
    }
}
