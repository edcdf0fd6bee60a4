package io.probity.adhere;

import io.probity.leaf.RollupSum;
import io.probity.model.Adherence;
import io.probity.model.ControlRollup;
import io.probity.model.FoldedCounts;
import io.probity.model.RequirementRef;
import io.probity.model.Rollup;
import io.probity.model.Status;
import io.probity.model.StatusCounts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one subject's standings count for: itself once in each framework, each requirement and each control. Pure. */
final class StandingCount {
    /** The framework of controls that serve none. */
    static final String NO_FRAMEWORK = "";

    private final String framework;
    private final TreeMap<String, Folded> requirements = new TreeMap<>();
    private final TreeMap<String, ControlRollup> controls = new TreeMap<>();
    private Folded whole = Folded.NOT_APPLICABLE;

    private StandingCount(String framework) {
        this.framework = framework;
    }

    /**
     * By framework; tenant and scope are left empty.
     *
     * @param only these frameworks; null for all
     */
    static Map<String, Rollup> of(Map<String, Adherence> standings, @Nullable Set<String> only) {
        var counts = new TreeMap<String, StandingCount>();
        standings.values().forEach(standing -> {
            for (var framework : frameworks(standing.getRequirements())) {
                if (only == null || only.contains(framework)) {
                    counts.computeIfAbsent(framework, StandingCount::new).take(standing);
                }
            }
        });
        var rollups = new TreeMap<String, Rollup>();
        counts.forEach((framework, count) -> rollups.put(framework, count.rollup()));
        return rollups;
    }

    /** Those that requirements are of; {@link #NO_FRAMEWORK} where there are none. */
    static Set<String> frameworks(List<RequirementRef> requirements) {
        if (requirements.isEmpty()) {
            return Set.of(NO_FRAMEWORK);
        }
        var frameworks = new LinkedHashSet<String>();
        requirements.forEach(it -> frameworks.add(it.getFramework()));
        return frameworks;
    }

    private void take(Adherence standing) {
        var folded = Folded.of(standing.getStatus());
        whole = whole.and(folded);
        controls.put(standing.getControl(), new ControlRollup(one(standing.getStatus()), RollupSum.NO_VIOLATIONS));
        for (var requirement : standing.getRequirements()) {
            if (requirement.getFramework().equals(framework)) {
                requirements.merge(requirement.getRequirement(), folded, Folded::and);
            }
        }
    }

    private Rollup rollup() {
        var counted = new TreeMap<String, FoldedCounts>();
        requirements.forEach((requirement, folded) -> counted.put(requirement, one(folded)));
        return new Rollup("", "", null, framework, one(whole), counted, controls, RollupSum.NO_VIOLATIONS);
    }

    private static FoldedCounts one(Folded folded) {
        return switch (folded) {
            case FAILED -> new FoldedCounts(1L, 0L, 0L, 0L);
            case PENDING -> new FoldedCounts(0L, 1L, 0L, 0L);
            case PASSED -> new FoldedCounts(0L, 0L, 1L, 0L);
            case NOT_APPLICABLE -> new FoldedCounts(0L, 0L, 0L, 1L);
        };
    }

    private static StatusCounts one(Status status) {
        return switch (status) {
            case PASS -> new StatusCounts(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
            case FAIL -> new StatusCounts(0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
            case PENDING -> new StatusCounts(0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
            case WARN -> new StatusCounts(0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L);
            case ERROR -> new StatusCounts(0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L);
            case STALE -> new StatusCounts(0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L);
            case UNKNOWN -> new StatusCounts(0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L);
            case NOT_APPLICABLE -> new StatusCounts(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L);
            case SKIPPED -> new StatusCounts(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L);
            case WAIVED -> new StatusCounts(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
        };
    }
}
