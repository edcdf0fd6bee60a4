package io.probity.evaluate.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a control recalls of earlier events, as an expression sees it: {@code recall.<name>.count} and so on.
 *
 * @param count of the events that count for certain
 * @param doubtful of those of which that cannot be told
 * @param valueless of the events that count and have no value to be told apart by
 * @param whole false: there may have been more events, of whatever value
 * @param why there may have been more, in words; empty where the window says it
 * @param values told apart, of the events that count for certain, in the order of their first events
 * @param first own time of the first event; null where none counts, or where it may have been another, see {@code firstIsKnown}
 * @param last the same of the last
 */
public record Recalled(
        long count,
        long doubtful,
        long valueless,
        boolean whole,
        String why,
        List<String> values,
        @Nullable Instant first,
        boolean firstIsKnown,
        @Nullable Instant last,
        boolean lastIsKnown) {
    static final Shape<Recalled> SHAPE = new Shape<Recalled>("probity.Recalled")
            .field("count", SimpleType.INT, Recalled::counted)
            .field("distinct", SimpleType.INT, Recalled::toldApart)
            .field("values", ListType.create(SimpleType.STRING), Recalled::texts)
            .field("first", SimpleType.TIMESTAMP, it -> it.firstIsKnown() ? it.first() : new Partly.Time())
            .field("last", SimpleType.TIMESTAMP, it -> it.lastIsKnown() ? it.last() : new Partly.Time());

    static final CelType TYPE = SHAPE.type();

    private Object counted() {
        return number(count, count + doubtful);
    }

    /** A person's tokens of two epochs are two texts: how many persons they are is not known. */
    private Object toldApart() {
        var epochs = new HashSet<String>();
        Tokens.epochs(values, epochs);
        long unsure = doubtful + valueless;
        return epochs.size() < 2
                ? number(values.size(), values.size() + unsure)
                : number(values.isEmpty() ? 0 : 1, values.size() + unsure);
    }

    private Object number(long least, long most) {
        if (!whole) {
            return new Partly.Count(least, Long.MAX_VALUE, why);
        }
        return least == most ? (Object) least : new Partly.Count(least, most);
    }

    private Object texts() {
        return whole && doubtful + valueless == 0 ? values : new Partly.Texts(values);
    }

    /**
     * All that a control recalls, by name, each read when it is asked for.
     *
     * @param read null where the event that is judged is of no group
     */
    static JsonMap all(Set<String> names, Function<String, @Nullable Recalled> read) {
        return new ByName(names, read);
    }

    @SuppressWarnings("Immutable") // what it reads from is not written while a round of judging reads it
    private static final class ByName extends JsonMap {
        private final Set<String> names;
        private final Function<String, @Nullable Recalled> read;

        ByName(Set<String> names, Function<String, @Nullable Recalled> read) {
            this.names = names;
            this.read = read;
        }

        @Override
        @Nullable Object read(String name) {
            return names.contains(name) ? SHAPE.of(read.apply(name)) : null;
        }

        @Override
        @Nullable Object logged(String name) {
            return read(name);
        }

        @Override
        Collection<String> names() {
            return names;
        }
    }
}
