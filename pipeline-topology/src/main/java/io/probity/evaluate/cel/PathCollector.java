package io.probity.evaluate.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the fields that an expression names, longest chains only, in the order in which they are written. */
final class PathCollector extends CelExprVisitor {
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");
    private static final Set<String> PLAIN_MEMBER_CALLS = Set.of("_[_]");
    private static final Set<String> MEMBER_CALLS = Set.of("_[_]", "_?._", "_[?_]");

    private final Set<Path> paths = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final List<Comparison> comparisons = new ArrayList<>();

    private PathCollector() {}

    /** What an expression refers to. */
    record Names(List<Path> paths, Set<String> functions, List<Comparison> comparisons) {
        /** The variables. */
        Set<String> roots() {
            return paths.stream().map(path -> path.root().word()).collect(Collectors.toUnmodifiableSet());
        }

        /** Names of the first members below a variable. */
        Set<String> membersOf(String root) {
            return paths.stream()
                    .filter(path ->
                            path.root().word().equals(root) && !path.steps().isEmpty())
                    .map(path -> path.steps().getFirst())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    static Names namesIn(CelExpr expression) {
        var collector = new PathCollector();
        collector.visit(expression);
        return new Names(
                List.copyOf(collector.paths), Set.copyOf(collector.functions), List.copyOf(collector.comparisons));
    }

    /** The field that an expression is; none where it is anything else. */
    static Optional<Path> pathOf(CelExpr expression) {
        return Optional.ofNullable(new PathCollector().path(expression));
    }

    /** The same, where it reads the field as it stands: without {@code has} and {@code .?}, which do not ask for its value. */
    static Optional<Path> valueOf(CelExpr expression) {
        var collector = new PathCollector();
        var path = collector.path(expression);
        boolean asksForMore =
                expression.getKind() == Kind.SELECT && expression.select().testOnly();
        return asksForMore || !PLAIN_MEMBER_CALLS.containsAll(collector.functions)
                ? Optional.empty()
                : Optional.ofNullable(path);
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
            compares(expression.call());
        }
        super.visit(expression);
    }

    private void compares(CelExpr.CelCall call) {
        if (COMPARISONS.contains(call.function()) && call.args().size() == 2) {
            var left = side(call.args().get(0));
            var right = side(call.args().get(1));
            if (left != null && right != null) {
                comparisons.add(new Comparison(left, right));
            }
        }
    }

    private Comparison.@Nullable Side side(CelExpr expression) {
        if (expression.getKind() == Kind.LIST) {
            return new Comparison.Side.Texts(expression.list().elements().stream()
                    .filter(PathCollector::isText)
                    .map(it -> it.constant().stringValue())
                    .toList());
        }
        if (isText(expression)) {
            return new Comparison.Side.Texts(List.of(expression.constant().stringValue()));
        }
        var path = path(expression);
        return path == null ? null : new Comparison.Side.Field(path);
    }

    static boolean isText(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
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
                    var root = Root.named(at.ident().name());
                    return root == null ? null : new Path(root, List.copyOf(steps));
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
        return isText(index) ? index.constant().stringValue() : null;
    }
}
