package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.probity.normalise.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one value is found. Immutable; docs/mappings.md shows how each is written. */
sealed interface Rule {

    /** The value, or null where there is none; blank text is none. */
    @Nullable JsonNode find(Given given);

    /** The rules that it is made of. */
    default Stream<Rule> parts() {
        return Stream.of();
    }

    /** Itself, and all rules that it is made of. */
    default Stream<Rule> all() {
        return Stream.concat(Stream.of(this), parts().flatMap(Rule::all));
    }

    /** What it gives where that is written in the mapping itself. */
    default Stream<String> words() {
        return parts().flatMap(Rule::words);
    }

    /** Where it looks. */
    default Stream<Place> places() {
        return parts().flatMap(Rule::places);
    }

    /** The value as text; null for containers too. */
    default @Nullable String text(Given given) {
        JsonNode value = find(given);
        return value == null ? null : Item.scalar(value);
    }

    /** All values as texts, where it may give several: a path with {@code *} in it does. */
    default List<String> texts(Given given) {
        String text = text(given);
        return text == null ? List.of() : List.of(text);
    }

    private static @Nullable JsonNode present(@Nullable JsonNode value) {
        return value == null || (value.isTextual() && value.textValue().isBlank()) ? null : value;
    }

    /** The first value at a place of the item, or, for a path that begins {@code record:}, of what is around it. */
    record At(Place place, boolean aroundIt) implements Rule {
        @Override
        public @Nullable JsonNode find(Given given) {
            for (var where : aroundIt ? given.around() : List.of(given.item())) {
                for (var value : place.in(where)) {
                    if (present(value) != null) {
                        return value;
                    }
                }
            }
            return null;
        }

        @Override
        public List<String> texts(Given given) {
            for (var where : aroundIt ? given.around() : List.of(given.item())) {
                var texts = new ArrayList<String>();
                for (var value : place.in(where)) {
                    String text = present(value) == null ? null : Item.scalar(value);
                    if (text != null) {
                        texts.add(text);
                    }
                }
                if (!texts.isEmpty()) {
                    return texts;
                }
            }
            return List.of();
        }

        @Override
        public Stream<Place> places() {
            return Stream.of(place);
        }
    }

    /** The same value always. */
    record Constant(String word) implements Rule {
        @Override
        public JsonNode find(Given given) {
            return TextNode.valueOf(word);
        }

        /** As it stands: what joins two values may be a blank. */
        @Override
        public String text(Given given) {
            return word;
        }

        @Override
        public Stream<String> words() {
            return Stream.of(word);
        }
    }

    /**
     * What a header says.
     *
     * @param name in lower case
     */
    record Header(String name) implements Rule {
        @Override
        public @Nullable JsonNode find(Given given) {
            var value = given.headers().get(name);
            return value == null ? null : present(TextNode.valueOf(value));
        }
    }

    /** The first of several that gives something. */
    record First(List<Rule> rules) implements Rule {
        @Override
        public @Nullable JsonNode find(Given given) {
            for (var rule : rules) {
                JsonNode value = rule.find(given);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }

        @Override
        public List<String> texts(Given given) {
            return rules.stream()
                    .map(rule -> rule.texts(given))
                    .filter(texts -> !texts.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }

        @Override
        public Stream<Rule> parts() {
            return rules.stream();
        }
    }

    /** Text in lower case, for what a provider writes now so and now so. */
    record Lower(Rule of) implements Rule {
        @Override
        public @Nullable JsonNode find(Given given) {
            String text = of.text(given);
            return text == null ? null : TextNode.valueOf(text.toLowerCase(Locale.ROOT));
        }

        @Override
        public Stream<Rule> parts() {
            return Stream.of(of);
        }

        @Override
        public Stream<String> words() {
            return of.words().map(word -> word.toLowerCase(Locale.ROOT));
        }
    }

    /** Several values in one text; none where one of them is missing. */
    record Joined(List<Rule> pieces) implements Rule {
        @Override
        public @Nullable JsonNode find(Given given) {
            var text = new StringBuilder();
            for (var piece : pieces) {
                String part = piece.text(given);
                if (part == null) {
                    return null;
                }
                text.append(part);
            }
            return TextNode.valueOf(text.toString());
        }

        @Override
        public Stream<Rule> parts() {
            return pieces.stream();
        }

        @Override
        public Stream<String> words() {
            return Stream.of();
        }
    }

    /**
     * A provider's word in another one.
     *
     * @param exact by the provider's word in lower case
     * @param globs words with {@code *} in them, in the order in which they are tried
     */
    record Lookup(
            Rule of,
            Map<String, String> exact,
            List<Glob> globs,
            @Nullable Rule otherwise) implements Rule {
        record Glob(Pattern pattern, String word) {}

        @Override
        public @Nullable JsonNode find(Given given) {
            String theirs = of.text(given);
            if (theirs == null) {
                return null;
            }
            String ours = word(theirs.toLowerCase(Locale.ROOT));
            if (ours != null) {
                return TextNode.valueOf(ours);
            }
            return otherwise == null ? null : otherwise.find(given);
        }

        private @Nullable String word(String theirs) {
            String ours = exact.get(theirs);
            if (ours == null) {
                for (var glob : globs) {
                    if (glob.pattern().matcher(theirs).matches()) {
                        return glob.word();
                    }
                }
            }
            return ours;
        }

        @Override
        public Stream<Rule> parts() {
            return otherwise == null ? Stream.of(of) : Stream.of(of, otherwise);
        }

        @Override
        public Stream<String> words() {
            var written = Stream.concat(exact.values().stream(), globs.stream().map(Glob::word));
            return otherwise == null ? written : Stream.concat(written, otherwise.words());
        }
    }

    /** The part of a text that the first group of a pattern holds; none where the pattern does not match the whole text. */
    record Part(Rule of, Pattern pattern) implements Rule {
        @Override
        public @Nullable JsonNode find(Given given) {
            String text = of.text(given);
            String part = text == null ? null : part(text);
            return part == null ? null : TextNode.valueOf(part);
        }

        @Override
        public List<String> texts(Given given) {
            return of.texts(given).stream()
                    .flatMap(text -> Stream.ofNullable(part(text)))
                    .toList();
        }

        private @Nullable String part(String text) {
            var match = pattern.matcher(text);
            return match.matches() && match.group(1) != null && !match.group(1).isBlank() ? match.group(1) : null;
        }

        @Override
        public Stream<Rule> parts() {
            return Stream.of(of);
        }

        @Override
        public Stream<String> words() {
            return Stream.of();
        }
    }

    /** A value under a condition. */
    record When(Condition condition, Rule then) implements Rule {
        @Override
        public @Nullable JsonNode find(Given given) {
            return condition.holds(given) ? then.find(given) : null;
        }

        @Override
        public List<String> texts(Given given) {
            return condition.holds(given) ? then.texts(given) : List.of();
        }

        @Override
        public Stream<Rule> parts() {
            return Stream.concat(condition.rules(), Stream.of(then));
        }

        @Override
        public Stream<String> words() {
            return then.words();
        }
    }
}
