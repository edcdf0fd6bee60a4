package io.probity.evaluate.cel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two sides that an expression compares, or of which it asks whether the one is in the other. A token and a name in clear are never
 * equal, whoever the name is of: a list of who may do something would let nobody through without a sign, one of who may not everybody.
 */
record Comparison(Side left, Side right) {

    /** What stands on one side, as far as that is known before there is an event. */
    sealed interface Side {
        record Field(Path path) implements Side {}

        record Texts(List<String> texts) implements Side {}

        private Object in(Inputs inputs) {
            return switch (this) {
                case Field(Path path) ->
                    switch (path.in(inputs)) {
                        case Path.Found.Value(Object value) -> value;
                        case Path.Found.Part(Partly.Texts(var known)) -> known;
                        case Path.Found.Part ignored -> List.of();
                        case Path.Found.Missing ignored -> List.of();
                        case Path.Found.Encrypted ignored -> List.of();
                    };
                case Texts(List<String> texts) -> texts;
            };
        }
    }

    /**
     * Says why the answer cannot be known: one side is a token, and the other names somebody in clear and has no token. Who has put
     * tokens into a list knows what is compared, and the rest of the list names what is no person.
     *
     * @return null where it can be
     */
    @Nullable String unknown(Inputs inputs) {
        var one = texts(left.in(inputs));
        var other = texts(right.in(inputs));
        return unlike(one, other) ? words(left) : unlike(other, one) ? words(right) : null;
    }

    private static boolean unlike(List<String> tokens, List<String> clear) {
        return hasToken(tokens) && saysSomething(clear) && !hasToken(clear);
    }

    private static boolean saysSomething(List<String> texts) {
        for (var text : texts) {
            if (!text.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasToken(List<String> texts) {
        for (var text : texts) {
            if (Tokens.isToken(text)) {
                return true;
            }
        }
        return false;
    }

    private static String words(Side token) {
        return (token instanceof Side.Field(Path path) ? path.toString() : "a token")
                + " is a token, and what it is compared with is in clear: write what `probity keys token` prints";
    }

    private static List<String> texts(Object value) {
        var texts = new ArrayList<String>(1);
        switch (value) {
            case String text -> texts.add(text);
            case Iterable<?> items ->
                items.forEach(item -> {
                    if (item instanceof String text) {
                        texts.add(text);
                    }
                });
            default -> {}
        }
        return texts;
    }

    /**
     * Whether epochs meet of which tokens cannot be compared. A parameter may hold the tokens of somebody in several epochs, so that a rotation
     * needs no moment: where it has those of the epoch that the event is of, the others do not matter.
     *
     * @param met epochs by the field that they were met in
     */
    static boolean mixes(Map<Path, Set<String>> met) {
        if (met.size() == 1 && met.values().iterator().next().size() == 1) {
            return false; // nearly always
        }
        var seen = new LinkedHashSet<String>();
        met.forEach((path, epochs) -> {
            if (path.root() != Root.PARAMS) {
                seen.addAll(epochs);
            }
        });
        return seen.size() > 1
                || met.entrySet().stream()
                        .anyMatch(it -> it.getKey().root() == Root.PARAMS
                                && !it.getValue().containsAll(seen));
    }
}
