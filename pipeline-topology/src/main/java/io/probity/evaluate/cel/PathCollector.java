package io.probity.evaluate.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the fields that an expression names, longest chains only, in the order in which they are written. */
final class PathCollector extends CelExprVisitor {
    private static final Set<String> MEMBER_CALLS = Set.of("_[_]", "_?._", "_[?_]");

    private final Set<String> roots;
    private final Set<Path> paths = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();

    private PathCollector(Set<String> roots) {
        this.roots = roots;
    }

    /** What an expression refers to. */
    record Names(List<Path> paths, Set<String> functions) {}

    static Names namesIn(CelExpr expression, Set<String> roots) {
        var collector = new PathCollector(roots);
        collector.visit(expression);
        return new Names(List.copyOf(collector.paths), Set.copyOf(collector.functions));
    }

    @Override
    public void visit(CelExpr expression) {
        var path = path(expression);
        if (path != null) {
            paths.add(path);
            return;
        }
        if (expression.getKind() == Kind.CALL) {
            functions.add(expression.call().function());
        }
        super.visit(expression);
    }

    private @Nullable Path path(CelExpr expression) {
        var steps = new ArrayList<String>();
        var at = expression;
        while (true) {
            switch (at.getKind()) {
                case SELECT -> {
                    steps.addFirst(at.select().field());
                    at = at.select().operand();
                }
                case CALL -> {
                    var member = member(at);
                    if (member == null) {
                        return null;
                    }
                    functions.add(at.call().function());
                    steps.addFirst(member);
                    at = at.call().args().get(0);
                }
                case IDENT -> {
                    var name = at.ident().name();
                    return roots.contains(name) ? new Path(name, List.copyOf(steps)) : null;
                }
                default -> {
                    return null;
                }
            }
        }
    }

    /** The member's name in {@code a["name"]} and {@code a.?name}; null for any other call. */
    private static @Nullable String member(CelExpr expression) {
        var call = expression.call();
        if (!MEMBER_CALLS.contains(call.function()) || call.args().size() != 2) {
            return null;
        }
        var index = call.args().get(1);
        return index.getKind() == Kind.CONSTANT && index.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? index.constant().stringValue()
                : null;
    }
}
