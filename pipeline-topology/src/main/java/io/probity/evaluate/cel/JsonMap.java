package io.probity.evaluate.cel;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as an expression sees it: a map whose members are converted when they are asked for. It is a struct to the
 * evaluator as well, because the evaluator copies plain maps, all the way down, each time one is named.
 *
 * <p>A member that is null is missing.
 */
abstract class JsonMap extends StructValue<String, Object> implements Map<String, Object> {
    private static final CelType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

    /** The member as an expression value, {@link Unreadable#VALUE}, or null where it is missing or null. */
    abstract @Nullable Object read(String name);

    /** The member as the log has it, a protected value in its own shape; null where it is missing. See {@link Logged}. */
    abstract @Nullable Object logged(String name);

    /** The names of all members that are not null, in order. */
    abstract Collection<String> names();

    @Override
    public Object select(String name) {
        var value = read(name);
        if (value == null) {
            throw CelAttributeNotFoundException.forMissingMapKey(name);
        }
        return readable(value);
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.ofNullable(read(name));
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        var value = key instanceof String name ? read(name) : null;
        return value == null ? null : readable(value);
    }

    private static Object readable(Object value) {
        if (value == Unreadable.VALUE) {
            throw CelAttributeNotFoundException.of(Unreadable.MESSAGE);
        }
        return value;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && read(name) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        var entries = new LinkedHashSet<Entry<String, Object>>();
        for (var name : names()) {
            entries.add(new AbstractMap.SimpleImmutableEntry<>(name, select(name)));
        }
        return entries;
    }

    @Override
    public Collection<Object> values() {
        return names().stream().map(this::select).toList();
    }

    @Override
    public Set<String> keySet() {
        return new LinkedHashSet<>(names());
    }

    @Override
    public int size() {
        return names().size();
    }

    @Override
    public boolean isEmpty() {
        return names().isEmpty();
    }

    @Override
    public boolean containsValue(@Nullable Object value) {
        return values().contains(value);
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Map<?, ?> map && entrySet().equals(map.entrySet());
    }

    @Override
    public int hashCode() {
        return Objects.hash(entrySet());
    }

    @Override
    public String toString() {
        return Words.of(this);
    }

    @Override
    public @Nullable Object put(String key, Object value) {
        throw new UnsupportedOperationException("an expression's input is read-only");
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        throw new UnsupportedOperationException("an expression's input is read-only");
    }

    @Override
    public void putAll(Map<? extends String, ?> map) {
        throw new UnsupportedOperationException("an expression's input is read-only");
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("an expression's input is read-only");
    }
}
