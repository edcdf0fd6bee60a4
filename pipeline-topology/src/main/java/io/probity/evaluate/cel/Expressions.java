package io.probity.evaluate.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The language of controls: the Common Expression Language with its standard library, optional types and the strings
 * extension, over {@code event, data, raw, facts, params, recall} and {@code now}. Compiles each text once; thread-safe. Make one
 * per process.
 */
public final class Expressions {
    /** Comprehension iterations that one evaluation may take; then it is a fault. */
    private static final int MAX_ITERATIONS = 10_000;

    private static final Set<CelType> NUMBERS =
            Set.of(SimpleType.DOUBLE, SimpleType.INT, SimpleType.UINT, SimpleType.DYN);
    private static final CelOptions OPTIONS = CelOptions.current()
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    /** The variables, by name. */
    public static final Set<String> ROOTS =
            Arrays.stream(Root.values()).map(Root::word).collect(Collectors.toUnmodifiableSet());

    private final CelCompiler compiler = compiler();
    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(EventShapes.types())
            .addLibraries(CelExtensions.optional(), CelExtensions.strings())
            .addFunctionBindings(Raised.BINDING)
            .build();
    private final Map<String, Expression> compiled = new ConcurrentHashMap<>();
    private final Map<String, Expression> words = new ConcurrentHashMap<>();

    private static CelCompiler compiler() {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setTypeProvider(EventShapes.types())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(new CelCompilerLibrary[] {CelExtensions.optional(), CelExtensions.strings()});
        for (var root : Root.values()) {
            builder.addVar(root.word(), root.type());
        }
        builder.addFunctionDeclarations(Raised.FUNCTION);
        return builder.build();
    }

    /**
     * Compiles and type-checks a condition.
     *
     * @throws ExpressionException if it does not parse, names an unknown field of {@code event}, or is no bool
     */
    public Expression compile(String text) throws ExpressionException {
        var known = compiled.get(text);
        if (known != null) {
            return known;
        }
        var fresh = compileAfresh(text);
        var raced = compiled.putIfAbsent(text, fresh);
        return raced == null ? fresh : raced;
    }

    /**
     * A field as reasons and observations name it: {@code data.approvers} for {@code data["approvers"]} and {@code data.?approvers}.
     *
     * @throws ExpressionException if the text is no field, and nothing but a field, or names an unknown one of {@code event}
     */
    public String field(String text) throws ExpressionException {
        try {
            var tree = compiler.compile(text).getAst().getExpr();
            return PathCollector.pathOf(tree)
                    .map(Path::toString)
                    .orElseThrow(() -> new ExpressionException("it must be one field, without the place in a list"));
        } catch (CelValidationException wrong) {
            throw new ExpressionException(oneLine(String.valueOf(wrong.getMessage())));
        }
    }

    private Expression compileAfresh(String text) throws ExpressionException {
        try {
            var tree = compiler.compile(text).getAst();
            if (!tree.getResultType().equals(SimpleType.BOOL)) {
                throw new ExpressionException("`" + text + "` has type "
                        + tree.getResultType().name() + " where bool is needed" + hint(tree));
            }
            var names = PathCollector.namesIn(tree.getExpr());
            return new Expression(text, tree.getExpr(), program(tree), names);
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new ExpressionException(oneLine(String.valueOf(wrong.getMessage())));
        }
    }

    /**
     * Compiles what gives one word of a closed list.
     *
     * @param admits whether a word that the expression has written in it is in the list; of what it reads nothing is known yet
     * @throws ExpressionException if it does not parse, names an unknown field of {@code event}, is no text, or gives a constant
     *     that is no such word
     */
    public Expression word(String text, Predicate<String> admits, String list) throws ExpressionException {
        var known = words.get(text);
        if (known != null) {
            return known;
        }
        try {
            var tree = compiler.compile(text).getAst();
            var type = tree.getResultType();
            if (!type.equals(SimpleType.STRING) && !type.equals(SimpleType.DYN)) {
                throw new ExpressionException(
                        "`" + text + "` has type " + type.name() + " where a word is needed: one of " + list);
            }
            for (var word : constants(tree.getExpr())) {
                if (!admits.test(word)) {
                    throw new ExpressionException("`" + word + "` is not one of " + list);
                }
            }
            var names = PathCollector.namesIn(tree.getExpr());
            var fresh = new Expression(text, tree.getExpr(), program(tree), names);
            var raced = words.putIfAbsent(text, fresh);
            return raced == null ? fresh : raced;
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new ExpressionException(oneLine(String.valueOf(wrong.getMessage())));
        }
    }

    /** The texts that an expression itself may come to: a constant, and either side of a choice. */
    private static List<String> constants(CelExpr expression) {
        if (PathCollector.isText(expression)) {
            return List.of(expression.constant().stringValue());
        }
        boolean chooses = expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && expression.call().function().equals("_?_:_");
        return chooses
                ? expression.call().args().stream()
                        .skip(1)
                        .flatMap(side -> constants(side).stream())
                        .toList()
                : List.of();
    }

    /**
     * Compiles what gives a number.
     *
     * @throws ExpressionException if it does not parse, names an unknown field of {@code event}, or is no number
     */
    public Measure measure(String text) throws ExpressionException {
        try {
            var tree = compiler.compile(text).getAst();
            if (!NUMBERS.contains(tree.getResultType())) {
                throw new ExpressionException(
                        "`" + text + "` has type " + tree.getResultType().name() + " where a number is needed");
            }
            return new Measure(tree.getExpr(), program(tree));
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new ExpressionException(oneLine(String.valueOf(wrong.getMessage())));
        }
    }

    /**
     * Compiles what gives a text.
     *
     * @throws ExpressionException if it does not parse, names an unknown field of {@code event}, or is neither text nor a whole number
     */
    public Term term(String text) throws ExpressionException {
        try {
            var tree = compiler.compile(text).getAst();
            var type = tree.getResultType();
            if (!type.equals(SimpleType.STRING) && !type.equals(SimpleType.INT) && !type.equals(SimpleType.DYN)) {
                throw new ExpressionException("`" + text + "` has type " + type.name() + " where text is needed");
            }
            return new Term(tree.getExpr(), program(tree), PathCollector.namesIn(tree.getExpr()));
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new ExpressionException(oneLine(String.valueOf(wrong.getMessage())));
        }
    }

    private Program program(CelAbstractSyntaxTree tree) throws CelValidationException, CelEvaluationException {
        return runtime.createProgram(Raised.in(tree, compiler));
    }

    private static String hint(CelAbstractSyntaxTree tree) {
        return tree.getResultType().equals(SimpleType.DYN) ? "; compare it, for example with `== true`" : "";
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
