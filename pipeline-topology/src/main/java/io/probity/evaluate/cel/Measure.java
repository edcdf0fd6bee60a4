package io.probity.evaluate.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled expression that gives a number. Immutable; one instance serves every thread. */
public final class Measure {
    private final Program program;
    private final PathCollector.Names names;

    Measure(CelExpr tree, Program program) {
        this.program = program;
        this.names = PathCollector.namesIn(tree);
    }

    /** The variables that it names. */
    public Set<String> roots() {
        return names.roots();
    }

    /** Names of the first members below a variable. */
    public Set<String> membersOf(String root) {
        return names.membersOf(root);
    }

    /** The number, be it whole or not; null where there is none, or what is there may not be read. */
    public @Nullable Double of(Inputs inputs) {
        try {
            return program.eval(inputs) instanceof Number number ? number.doubleValue() : null;
        } catch (CelEvaluationException missing) {
            return null;
        }
    }
}
