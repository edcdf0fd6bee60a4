package io.probity.evaluate;

import io.probity.evaluate.catalog.AssignmentDefinition;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.model.RequirementRef;
import io.probity.model.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Frameworks, their assignments, and the units that those name; all versions of them. Immutable. */
record Frameworks(
        Map<String, History<FrameworkVersion>> frameworks,
        Map<String, History<AssignmentDefinition>> assignments,
        Units units) {

    /** Whether a control is for a subject in a scope at a time, and which requirements it serves by what it says of it. */
    Standing standing(ControlDefinition control, String subject, Scope scope, Instant at) {
        return standing(control, subject, at, assigned(scope, at));
    }

    /** What is assigned to a scope at a time, for {@link #standing}: asked once for all controls that an event triggers. */
    List<FrameworkVersion> assigned(Scope scope, Instant at) {
        var names = assignedNames(scope, at);
        if (names.isEmpty()) {
            return List.of();
        }
        if (names.size() == 1) { // nearly always, and this runs for every event
            var history = frameworks.get(names.getFirst());
            var version = history == null ? null : history.at(at);
            return version == null ? List.of() : List.of(version);
        }
        var all = new ArrayList<FrameworkVersion>(names.size());
        for (var entry : frameworks.entrySet()) {
            var version = names.contains(entry.getKey()) ? entry.getValue().at(at) : null;
            if (version != null) {
                all.add(version);
            }
        }
        return all;
    }

    private List<String> assignedNames(Scope scope, Instant at) {
        var names = new ArrayList<String>(2);
        for (var history : assignments.values()) {
            var assignment = history.at(at);
            if (assignment != null && assignment.liveAt(at) && units.covers(assignment.scope(), scope, at)) {
                names.add(assignment.framework());
            }
        }
        return names;
    }

    /** @param assigned to the subject's scope at this time */
    Standing standing(ControlDefinition control, String subject, Instant at, List<FrameworkVersion> assigned) {
        @Nullable List<RequirementRef> requirements = null;
        for (int i = 0; i < assigned.size(); i++) { // a plain loop: this runs for every control of every event
            var refs = refs(assigned.get(i), control, subject);
            if (!refs.isEmpty()) {
                requirements = requirements == null ? refs : both(requirements, refs);
            }
        }
        if (requirements != null) {
            return new Standing(true, requirements);
        }
        return isListed(control, subject, at) ? Standing.NONE : Standing.FREE;
    }

    /** Whether any framework lists it, assigned or not. */
    private boolean isListed(ControlDefinition control, String subject, Instant at) {
        for (var history : frameworks.values()) {
            var version = history.at(at);
            if (version != null
                    && (!refs(version, control, subject).isEmpty()
                            || (!version.byPolicy().isEmpty() && listsForPolicy(version, control)))) {
                return true;
            }
        }
        return false;
    }

    private static List<RequirementRef> refs(FrameworkVersion version, ControlDefinition control, String subject) {
        var refs = version.refs(control.id(), subject);
        for (var alias : control.aliases()) {
            refs = both(refs, version.refs(alias, subject));
        }
        return refs;
    }

    private static boolean listsForPolicy(FrameworkVersion version, ControlDefinition control) {
        return version.listsForPolicy(control.id())
                || control.aliases().stream().anyMatch(version::listsForPolicy);
    }

    private static List<RequirementRef> both(List<RequirementRef> some, List<RequirementRef> others) {
        if (others.isEmpty()) {
            return some;
        }
        if (some.isEmpty()) {
            return others;
        }
        var all = new ArrayList<>(some);
        others.stream().filter(ref -> !some.contains(ref)).forEach(all::add);
        return all;
    }

    /** Ids and aliases of the controls in frameworks that a change brought, assigned, or took away, here or there. */
    Stream<String> controlsTouchedBy(Change change) {
        var covering = units.coveringOtherwiseBy(change);
        var assigned = assignments.values().stream()
                .filter(history -> history.touchedBy(change)
                        || history.anyVersion(it -> it.scope().unit() != null
                                && covering.contains(it.scope().unit())))
                .flatMap(history -> history.versions().stream())
                .map(version -> version.value().framework())
                .toList();
        return frameworks.entrySet().stream()
                .filter(entry -> entry.getValue().touchedBy(change) || assigned.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().versions().stream())
                .flatMap(version -> version.value().controls());
    }
}
