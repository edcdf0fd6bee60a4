package io.probity.evaluate.cel;

import dev.cel.common.ast.CelExpr;
import io.probity.canonical.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field that an expression reads as it stands: {@code event.target.id}, {@code data["approval count"]}, without {@code has},
 * {@code .?} or a place in a list.
 */
public final class Field {
    private final Path path;
    private final String text;
    /** Of a field of the event: how each of its steps is read, found once. */
    private final Function<Object, @Nullable Object> @Nullable [] reads;

    Field(Path path) {
        this.path = path;
        this.text = path.toString();
        this.reads = path.root() == Root.EVENT ? reads(path.steps()) : null;
    }

    /** Null where a step is no field of a record: the way is then gone step by step. */
    @SuppressWarnings({"unchecked", "rawtypes"
    }) // each read is of the type that the one before it gives: one table has both
    private static Function<Object, @Nullable Object> @Nullable [] reads(List<String> steps) {
        var reads = new Function[steps.size()];
        @Nullable Shape<?> shape = EventShapes.EVENT;
        for (int i = 0; i < reads.length; i++) {
            var read = shape == null ? null : shape.find(steps.get(i));
            if (read == null) {
                return null;
            }
            reads[i] = read.read();
            shape = EventShapes.shape(read.type());
        }
        return reads.length == 0 ? null : reads;
    }

    /** The field that an expression is; none where it is anything else. */
    static Optional<Field> of(CelExpr expression) {
        return holder(expression).filter(field -> !field.path.steps().isEmpty());
    }

    /** The same, or a variable. */
    static Optional<Field> holder(CelExpr expression) {
        return PathCollector.valueOf(expression).map(Field::new);
    }

    /** The field of another name in the same object; null where this one has another name than the first. */
    @Nullable Field beside(String name, String other) {
        int last = path.steps().size() - 1;
        if (last < 1 || !path.steps().get(last).equals(name)) {
            return null;
        }
        var steps = new ArrayList<>(path.steps().subList(0, last));
        steps.add(other);
        return new Field(new Path(path.root(), List.copyOf(steps)));
    }

    Path path() {
        return path;
    }

    /** The event alone tells it: it is known before anything is known of the subject. */
    public boolean isOfTheEvent() {
        return path.root() == Root.EVENT || path.root().isOfJson();
    }

    /** No JSON is parsed for it. */
    public boolean isAtHand() {
        return path.root() == Root.EVENT;
    }

    /** What an expression sees there; null where there is nothing, {@link Unreadable#VALUE} where there is a ciphertext. */
    @Nullable Object value(Inputs inputs) {
        return reads == null ? path.from(inputs.at(path.root())) : Tokens.readable(read(reads, inputs.judged()));
    }

    /** The same, and what is missing of the way where there is nothing. */
    Path.Found in(Inputs inputs) {
        return path.found(value(inputs), inputs);
    }

    /** {@link Path#logged}, as the one text of it; null where there is nothing. */
    @Nullable String logged(Inputs inputs) {
        var atHand = reads == null ? null : read(reads, inputs.judged());
        if (atHand instanceof String plain) { // what most controls look at: no tree is made of it
            var quoted = new StringBuilder(plain.length() + 2);
            CanonicalJson.append(plain, quoted);
            return quoted.toString();
        }
        if (atHand instanceof Long || atHand instanceof Boolean) {
            return atHand.toString();
        }
        var logged = path.logged(inputs);
        return logged == null ? null : CanonicalJson.text(logged);
    }

    private static @Nullable Object read(Function<Object, @Nullable Object>[] reads, @Nullable Object event) {
        var value = event;
        for (int i = 0; i < reads.length && value != null; i++) {
            value = reads[i].apply(value instanceof RecordValue<?> inner ? inner.subject() : value);
        }
        return value;
    }

    /** The text that stands there in clear; null where there is none, or something else, or a token is in it. */
    public @Nullable String clear(Inputs inputs) {
        return value(inputs) instanceof String text && !Tokens.holds(text) ? text : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Field field && path.equals(field.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
