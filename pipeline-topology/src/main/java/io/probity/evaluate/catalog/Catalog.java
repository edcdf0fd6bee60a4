package io.probity.evaluate.catalog;

import java.util.List;

/** What a set of catalog files says, in the order of the files. */
public record Catalog(
        List<FrameworkDefinition> frameworks,
        List<ControlDefinition> controls,
        List<AssignmentDefinition> assignments,
        List<WaiverDefinition> waivers,
        List<ScopeDefinition> scopes,
        List<PassThroughDefinition> passes) {

    /** Without units of the scope tree or pass-throughs. */
    public Catalog(
            List<FrameworkDefinition> frameworks,
            List<ControlDefinition> controls,
            List<AssignmentDefinition> assignments,
            List<WaiverDefinition> waivers) {
        this(frameworks, controls, assignments, waivers, List.of(), List.of());
    }
}
