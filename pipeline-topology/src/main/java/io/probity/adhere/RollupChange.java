package io.probity.adhere;

import io.probity.adhere.Conclusion.Counted;
import io.probity.leaf.RollupSum;
import io.probity.model.Adherence;
import io.probity.model.RequirementRef;
import io.probity.model.Rollup;
import io.probity.model.Violation;
import io.probity.wire.RollupKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one step changed in the roll-ups: of each scope that the subject lies in, framework by framework, what it counts now less what it
 * counted before. The differences of all steps add up to what counting the last standings and violations would give. Pure.
 */
final class RollupChange {
    private static final String ALL = "*";

    private final String tenant;
    /** By key, so that a replay tells them in the same order. */
    private final TreeMap<String, Rollup> parts = new TreeMap<>();

    RollupChange(String tenant) {
        this.tenant = tenant;
    }

    /** Whether the frameworks and requirements that a standing counts for are others. */
    static boolean servesOther(List<RequirementRef> before, List<RequirementRef> after) {
        if (before.size() != after.size()) {
            return true;
        }
        for (int i = 0; i < before.size(); i++) {
            var one = before.get(i);
            var other = after.get(i);
            if (!one.getRequirement().equals(other.getRequirement())
                    || !one.getFramework().equals(other.getFramework())) {
                return true;
            }
        }
        return false;
    }

    /**
     * A subject's standings as they were and as they are.
     *
     * @param counted path of the scope that they were counted in, empty for none; null where they were counted nowhere
     * @param path of the scope that they are counted in from now on, likewise
     * @param moved controls whose standings count otherwise; of no matter where the subject has moved
     */
    void standings(
            Map<String, Adherence> before,
            @Nullable String counted,
            Map<String, Adherence> after,
            @Nullable String path,
            Set<String> moved) {
        if (path != null && path.equals(counted)) {
            var touched = new HashSet<String>();
            for (var control : moved) {
                touched.addAll(frameworks(before.get(control)));
                touched.addAll(frameworks(after.get(control)));
            }
            var now = StandingCount.of(after, touched);
            var then = StandingCount.of(before, touched);
            for (var framework : touched) {
                var change = RollupSum.minus(
                        now.getOrDefault(framework, RollupSum.nothing("", "", framework)),
                        then.getOrDefault(framework, RollupSum.nothing("", "", framework)));
                add(path, change);
            }
            return;
        }
        if (counted != null) {
            StandingCount.of(before, null).values().forEach(it -> add(counted, without(it)));
        }
        if (path != null) {
            StandingCount.of(after, null).values().forEach(it -> add(path, it));
        }
    }

    private static Set<String> frameworks(@Nullable Adherence standing) {
        return standing == null ? Set.of() : StandingCount.frameworks(standing.getRequirements());
    }

    /**
     * A violation as it was and as it is.
     *
     * @param before null where it is new
     */
    void violation(@Nullable Violation before, Violation after) {
        if (before != null) {
            ViolationCount.of(before).forEach(it -> add(path(before), without(it)));
        }
        ViolationCount.of(after).forEach(it -> add(path(after), it));
    }

    private static Rollup without(Rollup count) {
        return RollupSum.minus(RollupSum.nothing("", "", count.getFramework()), count);
    }

    private static String path(Violation violation) {
        return violation.getScopePath() == null ? "" : violation.getScopePath();
    }

    /** In a scope and all above it. */
    private void add(String path, Rollup change) {
        add(ALL, change.getFramework(), change);
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            add(path.substring(0, end), change.getFramework(), change);
        }
    }

    private void add(String scope, String framework, Rollup change) {
        var key = RollupKey.of(tenant, scope, framework);
        var sum = parts.get(key);
        parts.put(key, RollupSum.plus(sum == null ? RollupSum.nothing(tenant, scope, framework) : sum, change));
    }

    /** What is to be told; nothing where nothing counts otherwise. */
    List<Conclusion> told() {
        var told = new ArrayList<Conclusion>(parts.size());
        for (var part : parts.values()) {
            if (!RollupSum.isNothing(part)) {
                told.add(new Counted(part));
            }
        }
        return told;
    }
}
