package io.probity.evaluate;

import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.Mapping;
import io.probity.model.RequirementRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One version of a framework, turned round: which of its requirements a control serves.
 *
 * @param byControl by the name under which the framework lists the control: its id or an alias
 */
record FrameworkVersion(Map<String, List<RequirementRef>> byControl) {

    static FrameworkVersion of(FrameworkDefinition framework) {
        var byControl = new HashMap<String, List<RequirementRef>>();
        for (var requirement : framework.requirements()) {
            var ref = new RequirementRef(
                    framework.id(),
                    requirement.id(),
                    requirement.mappings().stream().map(Mapping::id).toList(),
                    requirement.mappings().stream().map(Mapping::relation).toList());
            for (var control : requirement.controls()) {
                var refs = byControl.computeIfAbsent(control, name -> new ArrayList<>(1));
                // a control listed twice in one requirement serves it once
                if (!refs.contains(ref)) {
                    refs.add(ref);
                }
            }
        }
        byControl.replaceAll((control, refs) -> List.copyOf(refs));
        return new FrameworkVersion(Map.copyOf(byControl));
    }
}
