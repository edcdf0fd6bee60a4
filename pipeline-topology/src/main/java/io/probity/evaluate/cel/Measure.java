package io.probity.evaluate.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A compiled expression that gives a number. Immutable; one instance serves every thread. */
public final class Measure {
    private final Program program;
    private final List<Path> paths;

    Measure(CelExpr tree, Program program) {
        this.program = program;
        this.paths = PathCollector.namesIn(tree, Expressions.ROOTS).paths();
    }

    /** The variables that it names. */
    public Set<String> roots() {
        return paths.stream().map(Path::root).collect(Collectors.toUnmodifiableSet());
    }

    /** Names of the first members below a variable. */
    public Set<String> membersOf(String root) {
        return paths.stream()
                .filter(path -> path.root().equals(root) && !path.steps().isEmpty())
                .map(path -> path.steps().getFirst())
                .collect(Collectors.toUnmodifiableSet());
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
