package io.probity.evaluate.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The common shapes of an expression, compiled to plain Java: {@code && || !}, comparisons of fields with constants and with each other,
 * {@code in}, {@code == []}, {@code has}, {@code startsWith}, {@code endsWith} and {@code contains}. It decides only what is plain: wherever a field is
 * missing, a type is another than the constant's, or a shape is none of these, it says {@link #ASK}, and the evaluator is asked, which has
 * the words for it. So what it says is what the evaluator would say; a test compares a million pairs.
 */
interface Shortcut {
    int FALSE = 0;
    int TRUE = 1;
    /** Not decided here. */
    int ASK = 2;

    /** Beyond this a whole number is not every double, and the evaluator compares. */
    long EXACT = 1L << 53;

    Shortcut ASKS = inputs -> ASK;

    int decide(Inputs inputs);

    /** Compiles what it knows; {@link #ASKS} for what it does not. */
    static Shortcut of(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT ->
                expression.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
                        ? always(expression.constant().booleanValue())
                        : ASKS;
            case SELECT -> expression.select().testOnly() ? has(expression) : truth(expression);
            case CALL -> call(expression.call());
            default -> ASKS;
        };
    }

    private static Shortcut call(CelExpr.CelCall call) {
        var args = call.args();
        return switch (call.function()) {
            case "_&&_" -> joined(of(args.get(0)), of(args.get(1)), FALSE);
            case "_||_" -> joined(of(args.get(0)), of(args.get(1)), TRUE);
            case "!_" -> not(of(args.getFirst()));
            case "_==_" -> equal(args.get(0), args.get(1));
            case "_!=_" -> not(equal(args.get(0), args.get(1)));
            case "_<_" -> compared(args.get(0), args.get(1), order -> order < 0);
            case "_<=_" -> compared(args.get(0), args.get(1), order -> order <= 0);
            case "_>_" -> compared(args.get(0), args.get(1), order -> order > 0);
            case "_>=_" -> compared(args.get(0), args.get(1), order -> order >= 0);
            case "@in" -> in(args.get(0), args.get(1));
            case "startsWith" -> ofTexts(call, String::startsWith);
            case "endsWith" -> ofTexts(call, String::endsWith);
            case "contains" -> ofTexts(call, String::contains);
            default -> ASKS;
        };
    }

    private static Shortcut always(boolean truth) {
        int answer = answer(truth);
        return inputs -> answer;
    }

    private static boolean asks(Shortcut shortcut) {
        return shortcut.equals(ASKS);
    }

    private static int answer(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    // --- what decides although the other side does not: as in the language, false && error is false ---

    /** Two sides of which either decides by one answer, and both must give the other. */
    private static Shortcut joined(Shortcut left, Shortcut right, int deciding) {
        if (asks(left) && asks(right)) {
            return ASKS;
        }
        return inputs -> {
            int one = left.decide(inputs);
            if (one == deciding) {
                return deciding;
            }
            int other = right.decide(inputs);
            return other == TRUE + FALSE - deciding ? one : other;
        };
    }

    private static Shortcut not(Shortcut of) {
        return asks(of)
                ? ASKS
                : inputs -> {
                    int answer = of.decide(inputs);
                    return answer == ASK ? ASK : TRUE - answer;
                };
    }

    // --- values ---

    /** One side of a comparison: a field, or a constant. */
    interface Value {
        @Nullable Object of(Inputs inputs);
    }

    private static @Nullable Value value(CelExpr expression) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            var constant = constant(expression.constant());
            return constant == null ? null : inputs -> constant;
        }
        if (expression.getKind() == CelExpr.ExprKind.Kind.LIST
                && expression.list().elements().isEmpty()) {
            return inputs -> List.of();
        }
        return Field.of(expression).<Value>map(field -> field::value).orElse(null);
    }

    private static @Nullable Object constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> constant.stringValue();
            case INT64_VALUE -> constant.int64Value();
            case DOUBLE_VALUE -> constant.doubleValue();
            case BOOLEAN_VALUE -> constant.booleanValue();
            default -> null;
        };
    }

    private static Shortcut truth(CelExpr expression) {
        var value = value(expression);
        return value == null ? ASKS : inputs -> value.of(inputs) instanceof Boolean truth ? answer(truth) : ASK;
    }

    private static Shortcut has(CelExpr expression) {
        var name = expression.select().field();
        var holder = Field.holder(expression.select().operand());
        if (holder.isEmpty()) {
            return ASKS;
        }
        return inputs -> {
            var member = switch (holder.get().value(inputs)) {
                case JsonMap map -> map.find(name);
                case RecordValue<?> record -> Optional.ofNullable(record.read(name));
                case null, default -> Optional.of(Unreadable.VALUE);
            };
            return member.filter(Unreadable.VALUE::equals).isPresent()
                            || member.filter(Partly.class::isInstance).isPresent()
                    ? ASK
                    : answer(member.isPresent());
        };
    }

    private static Shortcut equal(CelExpr left, CelExpr right) {
        var one = value(left);
        var other = value(right);
        return one == null || other == null ? ASKS : inputs -> equal(one.of(inputs), other.of(inputs));
    }

    private static int equal(@Nullable Object one, @Nullable Object other) {
        if (one instanceof String text && other instanceof String more) {
            return answer(text.equals(more));
        }
        if (one instanceof Boolean truth && other instanceof Boolean more) {
            return answer(truth.equals(more));
        }
        if (one instanceof List<?> items && other instanceof List<?> more && (items.isEmpty() || more.isEmpty())) {
            return answer(items.isEmpty() == more.isEmpty()); // nobody looks at what is in them
        }
        return decided(one, other, order -> order == 0);
    }

    /** What an order of two numbers means. */
    interface Meaning {
        boolean of(int order);
    }

    private static Shortcut compared(CelExpr left, CelExpr right, Meaning meaning) {
        var one = value(left);
        var other = value(right);
        return one == null || other == null ? ASKS : inputs -> decided(one.of(inputs), other.of(inputs), meaning);
    }

    private static int decided(@Nullable Object one, @Nullable Object other, Meaning meaning) {
        if (one instanceof Long whole && other instanceof Long more) {
            return answer(meaning.of(Long.compare(whole, more)));
        }
        if (one instanceof Instant time && other instanceof Instant more) {
            return answer(meaning.of(time.compareTo(more)));
        }
        if (one instanceof Partly.Count part && !(other instanceof Partly)) {
            return decided(order(part.least(), other), order(part.most(), other), 1, meaning);
        }
        if (other instanceof Partly.Count part && !(one instanceof Partly)) {
            return decided(order(part.least(), one), order(part.most(), one), -1, meaning);
        }
        double first = number(one);
        double second = number(other);
        return Double.isNaN(first) || Double.isNaN(second) ? ASK : answer(meaning.of(Double.compare(first, second)));
    }

    /** A number between two others: the answer stands where it is the same of both, and of all that lies between them. */
    private static int decided(@Nullable Integer least, @Nullable Integer most, int side, Meaning meaning) {
        if (least == null || most == null || (least < 0 && most > 0)) {
            return ASK;
        }
        boolean answer = meaning.of(side * least);
        return answer == meaning.of(side * most) ? answer(answer) : ASK;
    }

    private static @Nullable Integer order(long whole, @Nullable Object other) {
        if (other instanceof Long more) {
            return Long.compare(whole, more);
        }
        double number = number(other);
        return Double.isNaN(number) ? null : Integer.valueOf(Double.compare((double) whole, number));
    }

    /** NaN for what is no number, and for numbers of which doubles do not tell all. */
    private static double number(@Nullable Object value) {
        return switch (value) {
            case Long whole when whole <= EXACT && whole >= -EXACT -> whole;
            case Double number when number != 0 -> number;
            case null, default -> Double.NaN;
        };
    }

    private static Shortcut in(CelExpr left, CelExpr right) {
        var item = value(left);
        if (item == null) {
            return ASKS;
        }
        if (right.getKind() == CelExpr.ExprKind.Kind.LIST) {
            var texts = texts(right.list().elements());
            return texts == null
                    ? ASKS
                    : inputs -> item.of(inputs) instanceof String text ? answer(texts.contains(text)) : ASK;
        }
        var list = value(right);
        return list == null ? ASKS : inputs -> isIn(item.of(inputs), list.of(inputs));
    }

    private static @Nullable Set<String> texts(List<CelExpr> elements) {
        var texts = new HashSet<String>();
        for (var element : elements) {
            if (!PathCollector.isText(element)) {
                return null;
            }
            texts.add(element.constant().stringValue());
        }
        return Set.copyOf(texts);
    }

    private static int isIn(@Nullable Object item, @Nullable Object list) {
        if (item instanceof String text && list instanceof Partly.Texts(var known)) {
            return known.contains(text) ? TRUE : ASK;
        }
        if (!(item instanceof String text) || !(list instanceof List<?> items)) {
            return ASK;
        }
        for (var each : items) {
            if (!(each instanceof String)) {
                return ASK;
            }
            if (each.equals(text)) {
                return TRUE;
            }
        }
        return FALSE;
    }

    /** What is asked of two texts. */
    interface Texts {
        boolean hold(String text, String part);
    }

    private static Shortcut ofTexts(CelExpr.CelCall call, Texts texts) {
        var target = call.target().map(Shortcut::value).orElse(null);
        var part = call.args().size() == 1 ? value(call.args().getFirst()) : null;
        return target == null || part == null
                ? ASKS
                : inputs -> target.of(inputs) instanceof String text && part.of(inputs) instanceof String more
                        ? answer(texts.hold(text, more))
                        : ASK;
    }
}
