package io.probity.normalise.mapping;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether something is so of an event. */
sealed interface Condition {

    boolean holds(Given given);

    /** The rules that it asks. */
    Stream<Rule> rules();

    /** A value is there. */
    record Has(Rule rule) implements Condition {
        @Override
        public boolean holds(Given given) {
            return rule.find(given) != null;
        }

        @Override
        public Stream<Rule> rules() {
            return Stream.of(rule);
        }
    }

    /** A value is one of several words, whatever their case; {@code *} stands for any text. */
    record Is(Rule rule, List<Pattern> words) implements Condition {
        @Override
        public boolean holds(Given given) {
            String value = rule.text(given);
            if (value == null) {
                return false;
            }
            String lower = value.toLowerCase(Locale.ROOT);
            return words.stream().anyMatch(word -> word.matcher(lower).matches());
        }

        @Override
        public Stream<Rule> rules() {
            return Stream.of(rule);
        }
    }

    /** All of several values are there and equal, as text. */
    record Same(List<Rule> values) implements Condition {
        @Override
        public boolean holds(Given given) {
            String first = values.getFirst().text(given);
            return first != null && values.stream().allMatch(value -> first.equals(value.text(given)));
        }

        @Override
        public Stream<Rule> rules() {
            return values.stream();
        }
    }

    /** All of several; of none, true. */
    record All(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Given given) {
            return conditions.stream().allMatch(condition -> condition.holds(given));
        }

        @Override
        public Stream<Rule> rules() {
            return conditions.stream().flatMap(Condition::rules);
        }
    }

    /** One of several at the least. */
    record Any(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Given given) {
            return conditions.stream().anyMatch(condition -> condition.holds(given));
        }

        @Override
        public Stream<Rule> rules() {
            return conditions.stream().flatMap(Condition::rules);
        }
    }

    /** Not. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Given given) {
            return !condition.holds(given);
        }

        @Override
        public Stream<Rule> rules() {
            return condition.rules();
        }
    }
}
