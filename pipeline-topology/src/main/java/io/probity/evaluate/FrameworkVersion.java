package io.probity.evaluate;

import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.Mapping;
import io.probity.model.RequirementRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One version of a framework, turned round: which of its requirements a control serves.
 *
 * @param byControl by the name under which the framework lists the control, its id or an alias: whatever the subject
 * @param byPolicy the same of requirements that a policy satisfies, by the subject that the policy is
 */
record FrameworkVersion(
        Map<String, List<RequirementRef>> byControl, Map<String, Map<String, List<RequirementRef>>> byPolicy) {

    static FrameworkVersion of(FrameworkDefinition framework) {
        var byControl = new HashMap<String, List<RequirementRef>>();
        var byPolicy = new HashMap<String, Map<String, List<RequirementRef>>>();
        for (var requirement : framework.requirements()) {
            var ref = new RequirementRef(
                    framework.id(),
                    requirement.id(),
                    requirement.mappings().stream().map(Mapping::id).toList(),
                    requirement.mappings().stream().map(Mapping::relation).toList());
            var into = requirement.policy() == null
                    ? byControl
                    : byPolicy.computeIfAbsent(requirement.policy(), policy -> new HashMap<>());
            for (var control : requirement.controls()) {
                var refs = into.computeIfAbsent(control, name -> new ArrayList<>(1));
                // a control listed twice in one requirement serves it once
                if (!refs.contains(ref)) {
                    refs.add(ref);
                }
            }
        }
        byControl.replaceAll((control, refs) -> List.copyOf(refs));
        byPolicy.values().forEach(some -> some.replaceAll((control, refs) -> List.copyOf(refs)));
        return new FrameworkVersion(Map.copyOf(byControl), Map.copyOf(byPolicy));
    }

    /**
     * The requirements that a control serves by the verdict on one subject.
     *
     * @param name id or alias
     */
    List<RequirementRef> refs(String name, String subject) {
        var always = byControl.getOrDefault(name, List.of());
        var more = byPolicy.getOrDefault(subject, Map.of()).getOrDefault(name, List.of());
        return more.isEmpty()
                ? always // nearly always
                : Stream.concat(always.stream(), more.stream()).toList();
    }

    /** Whether it lists a control for some policy, this subject or another. */
    boolean listsForPolicy(String name) {
        return byPolicy.values().stream().anyMatch(listed -> listed.containsKey(name));
    }

    /** Ids and aliases of all controls that it lists. */
    Stream<String> controls() {
        return Stream.concat(
                byControl.keySet().stream(), byPolicy.values().stream().flatMap(listed -> listed.keySet().stream()));
    }
}
