package io.probity.adhere;

import io.probity.adhere.Conclusion.Counted;
import io.probity.leaf.RollupSum;
import io.probity.leaf.UnitSum;
import io.probity.model.Adherence;
import io.probity.model.RequirementRef;
import io.probity.model.Rollup;
import io.probity.model.Scope;
import io.probity.model.Violation;
import io.probity.wire.RollupKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param counted the scope that they were counted in; null where they were counted nowhere
     * @param scope that they are counted in from now on, likewise
     * @param moved controls whose standings count otherwise; of no matter where the subject has moved
     */
    void standings(
            Map<String, Adherence> before,
            @Nullable Scope counted,
            Map<String, Adherence> after,
            @Nullable Scope scope,
            Set<String> moved) {
        if (scope != null && scope.equals(counted)) {
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
                add(Place.of(scope), change);
            }
            return;
        }
        if (counted != null) {
            StandingCount.of(before, null).values().forEach(it -> add(Place.of(counted), without(it)));
        }
        if (scope != null) {
            StandingCount.of(after, null).values().forEach(it -> add(Place.of(scope), it));
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
            ViolationCount.of(before).forEach(it -> add(Place.of(before), without(it)));
        }
        ViolationCount.of(after).forEach(it -> add(Place.of(after), it));
    }

    private static Rollup without(Rollup count) {
        return RollupSum.minus(RollupSum.nothing("", "", count.getFramework()), count);
    }

    /**
     * Where something counts.
     *
     * @param path empty for none
     * @param id kind/id
     */
    private record Place(String path, String id) {
        static Place of(Scope scope) {
            return new Place(
                    Objects.requireNonNullElse(scope.getPath(), ""), UnitSum.id(scope.getKind(), scope.getId()));
        }

        static Place of(Violation violation) {
            return new Place(Objects.requireNonNullElse(violation.getScopePath(), ""), violation.getScopeId());
        }
    }

    /** In a scope by its path and all above it, and in it by its id. */
    private void add(Place place, Rollup change) {
        var framework = change.getFramework();
        addTo(ALL, change);
        for (int end = place.path().length(); end > 0; end = place.path().lastIndexOf('/', end - 1)) {
            addTo(place.path().substring(0, end), change);
        }
        add(RollupSum.nothing(tenant, place.path(), place.id(), framework), change);
    }

    private void addTo(String path, Rollup change) {
        add(RollupSum.nothing(tenant, path, change.getFramework()), change);
    }

    private void add(Rollup nothing, Rollup change) {
        var key = RollupKey.of(nothing);
        parts.put(key, RollupSum.plus(parts.getOrDefault(key, nothing), change));
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
