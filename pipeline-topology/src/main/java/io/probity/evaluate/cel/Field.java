package io.probity.evaluate.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field that an expression reads as it stands: {@code event.target.id}, {@code data["approval count"]}, without {@code has},
 * {@code .?} or a place in a list.
 */
public final class Field {
    private final Path path;

    private Field(Path path) {
        this.path = path;
    }

    /** The field that an expression is; none where it is anything else. */
    static Optional<Field> of(CelExpr expression) {
        return holder(expression).filter(field -> !field.path.steps().isEmpty());
    }

    /** The same, or a variable. */
    static Optional<Field> holder(CelExpr expression) {
        var steps = new ArrayList<String>();
        var at = expression;
        while (at.getKind() != Kind.IDENT) {
            if (at.getKind() == Kind.SELECT && !at.select().testOnly()) {
                steps.addFirst(at.select().field());
                at = at.select().operand();
            } else if (at.getKind() == Kind.CALL
                    && at.call().function().equals("_[_]")
                    && at.call().args().get(1).getKind() == Kind.CONSTANT
                    && at.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE) {
                steps.addFirst(at.call().args().get(1).constant().stringValue());
                at = at.call().args().get(0);
            } else {
                return Optional.empty();
            }
        }
        var root = at.ident().name();
        return Expressions.ROOTS.contains(root)
                ? Optional.of(new Field(new Path(root, List.copyOf(steps))))
                : Optional.empty();
    }

    /** The event alone tells it: it is known before anything is known of the subject. */
    public boolean isOfTheEvent() {
        return path.root().equals("event")
                || path.root().equals("data")
                || path.root().equals("raw");
    }

    /** No JSON is parsed for it. */
    public boolean isAtHand() {
        return path.root().equals("event");
    }

    /** What an expression sees there; null where there is nothing, {@link Unreadable#VALUE} where there is a ciphertext. */
    @Nullable Object value(Inputs inputs) {
        return path.value(inputs);
    }

    /** The text that stands there in clear; null where there is none, or something else, or a token is in it. */
    public @Nullable String clear(Inputs inputs) {
        return path.value(inputs) instanceof String text && !Tokens.mayBeIn(text) ? text : null;
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
        return path.toString();
    }
}
