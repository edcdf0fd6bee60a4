package io.probity.batch;

import io.probity.model.Adherence;
import io.probity.model.Rollup;
import io.probity.model.Scope;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.model.ViolationSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Roll-ups as cells, each a name and a number other than nought: as the ledger sums them up, and counted anew from how all stand. */
final class Counting {
    private static final Set<String> FAILED = Set.of("FAIL", "ERROR", "WAIVED");
    private static final Set<String> PENDING = Set.of("PENDING", "STALE", "UNKNOWN");
    private static final Set<String> PASSED = Set.of("PASS", "WARN");

    private final TreeMap<String, Long> cells = new TreeMap<>();

    private Counting() {}

    /** What is told. */
    static Map<String, Long> of(List<Rollup> rollups) {
        var counting = new Counting();
        for (var it : rollups) {
            var id = it.getScopeId();
            var place = it.getScope() + (id == null ? "" : " of " + id) + " [" + it.getFramework() + "]";
            counting.fields(place + " subjects", it.getSubjects());
            counting.fields(place + " violations", it.getViolations());
            it.getRequirements().forEach((name, counts) -> counting.fields(place + " requirement " + name, counts));
            it.getControls().forEach((name, control) -> {
                counting.fields(place + " control " + name, control.getSubjects());
                counting.fields(place + " violations of " + name, control.getViolations());
            });
        }
        return counting.cells;
    }

    private void fields(String name, SpecificRecord counts) {
        counts.getSchema().getFields().forEach(field -> add(name + ' ' + field.name(), (Long) counts.get(field.pos())));
    }

    private void add(String cell, long number) {
        cells.merge(cell, number, Long::sum);
        cells.remove(cell, 0L);
    }

    /**
     * What they must come to.
     *
     * @param violations every state of each; the last one holds
     * @param places in which what is of a scope counts
     */
    static Map<String, Long> anew(
            List<SubjectState> subjects, List<Violation> violations, Function<Scope, List<String>> places) {
        var counting = new Counting();
        subjects.forEach(it -> counting.subject(it, places.apply(it.getScope())));
        var last = new HashMap<String, Violation>();
        violations.forEach(it -> last.put(it.getId(), it));
        last.values().forEach(it -> counting.violation(it, places.apply(scope(it))));
        return counting.cells;
    }

    private static Scope scope(Violation it) {
        var words = it.getScopeId().split("/", 2);
        return new Scope(words[0], words[1], it.getScopePath());
    }

    private void subject(SubjectState row, List<String> places) {
        for (var scope : places) {
            var requirements = new HashMap<String, List<String>>();
            var frameworks = new HashMap<String, List<String>>();
            for (Adherence standing : row.getStandings().values()) {
                var status = standing.getStatus().name();
                var served = new HashSet<String>();
                standing.getRequirements().forEach(it -> {
                    served.add(it.getFramework());
                    requirements
                            .computeIfAbsent(
                                    scope + " [" + it.getFramework() + "] requirement " + it.getRequirement(),
                                    key -> new ArrayList<>())
                            .add(status);
                });
                for (var framework : served.isEmpty() ? Set.of("") : served) {
                    var place = scope + " [" + framework + "]";
                    add(place + " control " + standing.getControl() + ' ' + camel(status), 1);
                    frameworks
                            .computeIfAbsent(place + " subjects", key -> new ArrayList<>())
                            .add(status);
                }
            }
            requirements.forEach((name, statuses) -> add(name + ' ' + together(statuses), 1));
            frameworks.forEach((name, statuses) -> add(name + ' ' + together(statuses), 1));
        }
    }

    private static String together(List<String> statuses) {
        return statuses.stream().anyMatch(FAILED::contains)
                ? "failed"
                : statuses.stream().anyMatch(PENDING::contains)
                        ? "pending"
                        : statuses.stream().anyMatch(PASSED::contains) ? "passed" : "notApplicable";
    }

    private static String camel(String status) {
        return status.equals("NOT_APPLICABLE") ? "notApplicable" : status.toLowerCase(java.util.Locale.ROOT);
    }

    private void violation(Violation it, List<String> places) {
        var frameworks = new HashSet<String>();
        it.getRequirements().forEach(requirement -> frameworks.add(requirement.getFramework()));
        var took = it.getEndedAt() == null
                ? 0
                : Duration.between(it.getDetectedAt(), it.getEndedAt()).toMillis();
        var late = Duration.between(it.getOccurredAt(), it.getDetectedAt()).toMillis();
        boolean resolved = it.getStatus().name().equals("RESOLVED");
        var sums = new ViolationSums(
                1L, resolved ? 0L : 1L, resolved ? 1L : 0L, 0L, late < 0 ? 0L : late, resolved ? took : 0L, 0L);
        for (var scope : places) {
            for (var framework : frameworks.isEmpty() ? Set.of("") : frameworks) {
                fields(scope + " [" + framework + "] violations", sums);
                fields(scope + " [" + framework + "] violations of " + it.getControl(), sums);
            }
        }
    }

    /** All of the tenant, each path at and above a scope's, and the scope by its id. */
    static List<String> scopes(Scope of) {
        var path = of.getPath();
        var scopes = new ArrayList<String>();
        scopes.add("*");
        if (path != null) {
            var scope = new StringBuilder();
            for (var name : path.split("/", -1)) {
                scope.append(scope.isEmpty() ? "" : "/").append(name);
                scopes.add(scope.toString());
            }
        }
        scopes.add((path == null ? "" : path) + " of " + of.getKind() + "/" + of.getId());
        return scopes;
    }
}
