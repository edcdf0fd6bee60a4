package io.probity.evaluate.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.cel.common.navigation.TraversalOrder;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.ErrorValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Set;

/**
 * The tree that the evaluator is to run. The runtime (0.14) hands what went wrong inside {@code &&}, {@code ||}, {@code all} and
 * {@code exists} on as a value. Those four know what to do with it and so does whoever asks for the whole, but nobody else:
 * {@code ?:} and {@code !} would take a missing field for a fault of the control, and {@code (missing && true) == true}, or a list of it,
 * would be answered as if something were known. So where one of the four stands anywhere else, what went wrong in it is raised.
 */
final class Raised {
    /** Nobody can write a function of this name. */
    private static final String RAISE = "@raise";

    private static final String OVERLOAD = "raise_dyn";
    private static final Set<String> LOGICAL = Set.of("_&&_", "_||_");

    static final CelFunctionDecl FUNCTION = CelFunctionDecl.newFunctionDeclaration(
            RAISE, CelOverloadDecl.newGlobalOverload(OVERLOAD, SimpleType.BOOL, SimpleType.DYN));

    static final CelFunctionBinding BINDING = CelFunctionBinding.from(OVERLOAD, Object.class, Raised::raise);

    private Raised() {}

    private static Object raise(Object value) throws CelEvaluationException {
        if (value instanceof ErrorValue error) {
            switch (error.value()) {
                case CelEvaluationException known -> throw known;
                case RuntimeException known -> throw known;
                case Exception other -> throw new CelEvaluationException(String.valueOf(other.getMessage()), other);
            }
        }
        return value;
    }

    /** The tree itself where nothing needs to be raised, as in nearly all. */
    static CelAbstractSyntaxTree in(CelAbstractSyntaxTree tree, CelCompiler compiler) throws CelValidationException {
        var ast = CelMutableAst.fromCelAst(tree);
        // children first: each is moved below the call that raises
        var nodes = CelNavigableMutableAst.fromAst(ast)
                .getRoot()
                .allNodes(TraversalOrder.POST_ORDER)
                .toList();
        long last = nodes.stream().mapToLong(CelNavigableMutableExpr::id).max().orElse(0);
        boolean raises = false;
        for (var node : nodes) {
            if (mayBeError(node) && !isHandled(node)) {
                var expression = node.expr();
                var moved = CelMutableExpr.newInstance(expression);
                expression.setId(++last);
                expression.setCall(CelMutableCall.create(RAISE, moved));
                raises = true;
            }
        }
        return raises ? compiler.check(ast.toParsedAst()).getAst() : tree;
    }

    private static boolean mayBeError(CelNavigableMutableExpr node) {
        return isLogical(node.expr())
                || (node.getKind() == Kind.COMPREHENSION
                        && isLogical(node.expr().comprehension().loopStep()));
    }

    private static boolean isLogical(CelMutableExpr expression) {
        return expression.getKind() == Kind.CALL
                && LOGICAL.contains(expression.call().function());
    }

    private static boolean isHandled(CelNavigableMutableExpr node) {
        var parent = node.parent().map(CelNavigableMutableExpr::expr).orElse(null);
        return parent == null
                || isLogical(parent)
                || (parent.getKind() == Kind.COMPREHENSION
                        && parent.comprehension().loopStep().id() == node.id());
    }
}
