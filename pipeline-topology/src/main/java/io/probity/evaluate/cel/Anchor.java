package io.probity.evaluate.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One side of an expression's outermost {@code &&} that a text in clear decides at once: where it says no, so does the whole,
 * whatever the other sides are. By these, the controls that an event can concern are looked up and not tried one by one.
 */
public sealed interface Anchor {
    /** What it looks at. */
    Field field();

    /** Whether a text lets the other sides decide. */
    boolean admits(String text);

    /** The field is one of these: {@code ==}, and {@code in} with a list. */
    record OneOf(Field field, Set<String> texts) implements Anchor {
        @Override
        public boolean admits(String text) {
            return texts.contains(text);
        }
    }

    /** The field begins with this. */
    record Prefix(Field field, String prefix) implements Anchor {
        @Override
        public boolean admits(String text) {
            return text.startsWith(prefix);
        }
    }

    /** What a field is looked up by: a text that it is, or one that it begins with. */
    final class Key {
        private final Field field;
        private final boolean isPrefix;
        private final String text;
        private final int hash; // asked for with every publish

        private Key(Field field, boolean isPrefix, String text) {
            this.field = field;
            this.isPrefix = isPrefix;
            this.text = text;
            this.hash = Objects.hash(field, isPrefix, text);
        }

        public boolean isPrefix() {
            return isPrefix;
        }

        public String text() {
            return text;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && hash == key.hash
                    && isPrefix == key.isPrefix
                    && text.equals(key.text)
                    && field.equals(key.field);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** The keys that it admits. */
    default Set<Key> keys() {
        return switch (this) {
            case OneOf(var field, var texts) ->
                texts.stream().map(text -> new Key(field, false, text)).collect(Collectors.toUnmodifiableSet());
            case Prefix(var field, var prefix) -> Set.of(new Key(field, true, prefix));
        };
    }

    /** By fields of the event. Of two anchors on one field either may be taken, since both must hold: the first. */
    static Map<Field, Set<Key>> keys(List<Anchor> anchors) {
        var keys = new LinkedHashMap<Field, Set<Key>>();
        for (var anchor : anchors) {
            if (anchor.field().isOfTheEvent()) {
                keys.putIfAbsent(anchor.field(), anchor.keys());
            }
        }
        return Collections.unmodifiableMap(keys);
    }

    /** Those of an expression, in the order in which they are written. */
    static List<Anchor> of(CelExpr expression) {
        var anchors = new ArrayList<Anchor>();
        collect(expression, anchors);
        return List.copyOf(anchors);
    }

    private static void collect(CelExpr expression, List<Anchor> into) {
        if (expression.getKind() != Kind.CALL) {
            return;
        }
        var call = expression.call();
        var args = call.args();
        switch (call.function()) {
            case "_&&_" -> args.forEach(side -> collect(side, into));
            case "_==_" -> {
                oneOf(args.get(0), List.of(args.get(1))).ifPresent(into::add);
                oneOf(args.get(1), List.of(args.get(0))).ifPresent(into::add);
            }
            case "@in" -> {
                if (args.get(1).getKind() == Kind.LIST) {
                    oneOf(args.get(0), args.get(1).list().elements()).ifPresent(into::add);
                }
            }
            case "startsWith" ->
                call.target()
                        .flatMap(Field::of)
                        .filter(field -> PathCollector.isText(args.getFirst()))
                        .ifPresent(field -> into.add(
                                new Prefix(field, args.getFirst().constant().stringValue())));
            default -> {}
        }
    }

    private static Optional<Anchor> oneOf(CelExpr field, List<CelExpr> texts) {
        return texts.stream().allMatch(PathCollector::isText)
                ? Field.of(field)
                        .map(it -> new OneOf(
                                it,
                                texts.stream()
                                        .map(text -> text.constant().stringValue())
                                        .collect(Collectors.toUnmodifiableSet())))
                : Optional.empty();
    }
}
