package io.probity.evaluate.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A compiled expression that gives a text. Immutable; one instance serves every thread. */
public final class Term {
    private final Program program;
    private final @Nullable Field field;
    private final Set<String> roots;

    Term(CelExpr tree, Program program, PathCollector.Names names) {
        this.program = program;
        this.field = Field.of(tree).orElse(null);
        this.roots = names.roots();
    }

    /** The variables that it names. */
    public Set<String> roots() {
        return roots;
    }

    /** The text, or the whole number as text; null where there is none, or what is there may not be read. */
    public @Nullable String of(Inputs inputs) {
        return switch (field == null ? asked(inputs) : field.value(inputs)) {
            case String text -> text;
            case Long number -> number.toString();
            case null, default -> null;
        };
    }

    /** The epochs of the tokens that a text is made of, in order; empty where it is in clear. */
    public static String epochs(String text) {
        if (!Tokens.holds(text)) {
            return "";
        }
        var epochs = new TreeSet<String>();
        Tokens.epochs(text, epochs);
        return String.join(",", epochs);
    }

    private @Nullable Object asked(Inputs inputs) {
        try {
            return program.eval(inputs);
        } catch (CelEvaluationException missing) {
            return null;
        }
    }
}
