package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that an expression names, such as {@code data.approval_count}.
 *
 * @param root one of the variables
 * @param steps member names below it, in order; may be empty
 */
record Path(Root root, List<String> steps) {

    /** What the path leads to: a value, nothing, or something that may not be read. */
    sealed interface Found {
        record Value(Object value) implements Found {}

        /**
         * Nothing there.
         *
         * @param at the shortest part of the path that leads nowhere
         */
        record Missing(String at) implements Found {}

        record Encrypted() implements Found {}

        /** Something, but perhaps not all of it. */
        record Part(Partly known) implements Found {}
    }

    Found in(Inputs inputs) {
        return found(value(inputs), inputs);
    }

    /** What a value says that is where the path leads. */
    Found found(@Nullable Object value, Inputs inputs) {
        if (value == Unreadable.VALUE) {
            return new Found.Encrypted();
        }
        if (value instanceof Partly known) {
            return new Found.Part(known);
        }
        return value == null ? new Found.Missing(shortest(inputs)) : new Found.Value(value);
    }

    private String shortest(Inputs inputs) {
        var part = new Path(root, List.of());
        for (int i = 0; part.value(inputs) != null; i++) { // it is missing somewhere
            part = new Path(root, steps.subList(0, i + 1));
        }
        return part.toString();
    }

    /** Whether it names something inside what another names. */
    boolean isBelow(Path other) {
        int above = other.steps.size();
        return root == other.root
                && steps.size() > above
                && steps.subList(0, above).equals(other.steps);
    }

    /** The value alone: null where there is nothing, {@link Unreadable#VALUE} where a ciphertext ends the way. */
    @Nullable Object value(Inputs inputs) {
        return from(inputs.at(root));
    }

    /**
     * The same, of what is known of the root.
     *
     * @param start the root's value
     */
    @Nullable Object from(@Nullable Object start) {
        @Nullable Object value = start;
        for (int i = 0; i < steps.size() && value != null && value != Unreadable.VALUE; i++) {
            value = below(value, steps.get(i));
        }
        return value;
    }

    /**
     * What the log has there, protected values in their protected shape: of a path that ends below a ciphertext, the
     * ciphertext. Null where there is nothing.
     */
    @Nullable JsonNode logged(Inputs inputs) {
        @Nullable Object at = inputs.at(root);
        if (at == null || steps.isEmpty()) {
            return Logged.json(at);
        }
        int last = steps.size() - 1;
        for (int i = 0; i < last; i++) {
            var below = below(at, steps.get(i));
            if (below == null) {
                return null;
            }
            if (below == Unreadable.VALUE) {
                return Logged.member(at, steps.get(i));
            }
            at = below;
        }
        return Logged.member(at, steps.get(last));
    }

    private static @Nullable Object below(Object value, String step) {
        return switch (value) {
            case JsonMap map -> map.read(step);
            case RecordValue<?> record -> record.read(step);
            case Map<?, ?> map -> map.get(step);
            default -> null;
        };
    }

    @Override
    public String toString() {
        return steps.isEmpty() ? root.word() : root.word() + "." + String.join(".", steps);
    }
}
