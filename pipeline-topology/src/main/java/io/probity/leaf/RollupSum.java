package io.probity.leaf;

import io.probity.model.ControlRollup;
import io.probity.model.FoldedCounts;
import io.probity.model.Rollup;
import io.probity.model.StatusCounts;
import io.probity.model.ViolationSums;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * Roll-ups of one scope and framework, added and taken from each other. The order does not matter, and what comes to nought is left
 * out, so that the same standings give the same bytes whichever way they came about. Pure.
 */
public final class RollupSum {
    public static final FoldedCounts NO_SUBJECTS = new FoldedCounts(0L, 0L, 0L, 0L);
    public static final StatusCounts NO_STANDINGS = new StatusCounts(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    public static final ViolationSums NO_VIOLATIONS = new ViolationSums(0L, 0L, 0L, 0L, 0L, 0L, 0L);
    private static final ControlRollup NO_CONTROL = new ControlRollup(NO_STANDINGS, NO_VIOLATIONS);

    private RollupSum() {}

    /** Nothing yet. */
    public static Rollup nothing(String tenant, String scope, String framework) {
        return new Rollup(tenant, scope, null, framework, NO_SUBJECTS, Map.of(), Map.of(), NO_VIOLATIONS);
    }

    /**
     * Nothing yet of a scope by its id.
     *
     * @param scopeId kind/id
     */
    public static Rollup nothing(String tenant, String path, String scopeId, String framework) {
        return new Rollup(tenant, path, scopeId, framework, NO_SUBJECTS, Map.of(), Map.of(), NO_VIOLATIONS);
    }

    /** Nothing yet of what another is about. */
    public static Rollup nothing(Rollup of) {
        return new Rollup(
                of.getTenant(),
                of.getScope(),
                of.getScopeId(),
                of.getFramework(),
                NO_SUBJECTS,
                Map.of(),
                Map.of(),
                NO_VIOLATIONS);
    }

    /** Whether it says nothing: of a sum, that it may go; of a difference, that nothing changed. */
    public static boolean isNothing(Rollup it) {
        return it.getRequirements().isEmpty()
                && it.getControls().isEmpty()
                && it.getSubjects().equals(NO_SUBJECTS)
                && it.getViolations().equals(NO_VIOLATIONS);
    }

    /** One and the other; scope and framework of the one. */
    public static Rollup plus(Rollup one, Rollup other) {
        return sum(one, other, 1);
    }

    /** One less the other; scope and framework of the one. */
    public static Rollup minus(Rollup one, Rollup other) {
        return sum(one, other, -1);
    }

    private static Rollup sum(Rollup one, Rollup other, int sign) {
        return new Rollup(
                one.getTenant(),
                one.getScope(),
                one.getScopeId(),
                one.getFramework(),
                sum(one.getSubjects(), other.getSubjects(), sign),
                sums(
                        one.getRequirements(),
                        other.getRequirements(),
                        NO_SUBJECTS,
                        (a, b) -> sum(a, b, sign),
                        NO_SUBJECTS::equals),
                sums(
                        one.getControls(),
                        other.getControls(),
                        NO_CONTROL,
                        (a, b) -> new ControlRollup(
                                sum(a.getSubjects(), b.getSubjects(), sign),
                                sum(a.getViolations(), b.getViolations(), sign)),
                        NO_CONTROL::equals),
                sum(one.getViolations(), other.getViolations(), sign));
    }

    private static <V> Map<String, V> sums(
            Map<String, V> one, Map<String, V> other, V nothing, BinaryOperator<V> sum, Predicate<V> isNothing) {
        var sums = new TreeMap<>(one); // in the order of the names: the same sums are the same bytes
        other.forEach((name, value) -> {
            var after = sum.apply(sums.getOrDefault(name, nothing), value);
            if (isNothing.test(after)) {
                sums.remove(name);
            } else {
                sums.put(name, after);
            }
        });
        return sums;
    }

    private static FoldedCounts sum(FoldedCounts a, FoldedCounts b, int sign) {
        return new FoldedCounts(
                a.getFailed() + sign * b.getFailed(),
                a.getPending() + sign * b.getPending(),
                a.getPassed() + sign * b.getPassed(),
                a.getNotApplicable() + sign * b.getNotApplicable());
    }

    private static StatusCounts sum(StatusCounts a, StatusCounts b, int sign) {
        return new StatusCounts(
                a.getPass() + sign * b.getPass(),
                a.getFail() + sign * b.getFail(),
                a.getPending() + sign * b.getPending(),
                a.getWarn() + sign * b.getWarn(),
                a.getError() + sign * b.getError(),
                a.getStale() + sign * b.getStale(),
                a.getUnknown() + sign * b.getUnknown(),
                a.getNotApplicable() + sign * b.getNotApplicable(),
                a.getSkipped() + sign * b.getSkipped(),
                a.getWaived() + sign * b.getWaived());
    }

    private static ViolationSums sum(ViolationSums a, ViolationSums b, int sign) {
        return new ViolationSums(
                a.getFound() + sign * b.getFound(),
                a.getOpen() + sign * b.getOpen(),
                a.getResolved() + sign * b.getResolved(),
                a.getDismissed() + sign * b.getDismissed(),
                a.getDetectMillis() + sign * b.getDetectMillis(),
                a.getResolveMillis() + sign * b.getResolveMillis(),
                a.getDismissMillis() + sign * b.getDismissMillis());
    }
}
