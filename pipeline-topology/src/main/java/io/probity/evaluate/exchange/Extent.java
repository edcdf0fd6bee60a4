package io.probity.evaluate.exchange;

import io.probity.evaluate.catalog.AssignmentDefinition;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.evaluate.catalog.ScopeDefinition;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.evaluate.catalog.ScopeTree;
import io.probity.evaluate.catalog.WaiverDefinition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What files say of one framework beside its requirements: where it holds, and what is accepted or let through of its controls. What
 * is retired is not in it; what has expired is, since no file says what time it is.
 *
 * @param units those that the rest names, the framework's owner and overrides of its controls among it, with those above and below them
 */
record Extent(
        List<ScopeDefinition> units,
        List<AssignmentDefinition> assignments,
        List<WaiverDefinition> waivers,
        List<PassThroughDefinition> passes) {

    static Extent of(FrameworkDefinition framework, Catalog catalog) {
        var known = new KnownControls(catalog);
        var controls = framework.requirements().stream()
                .flatMap(requirement -> requirement.controls().stream())
                .map(known::find)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var assignments = catalog.assignments().stream()
                .filter(it -> !it.retired() && it.framework().equals(framework.id()))
                .toList();
        var waivers = catalog.waivers().stream()
                .filter(it -> !it.retired() && controls.contains(known.find(it.control())))
                .toList();
        var passes = catalog.passes().stream()
                .filter(it -> !it.retired() && controls.stream().anyMatch(it::names))
                .toList();
        var named = Stream.of(
                        Stream.ofNullable(framework.owner()),
                        assignments.stream().map(AssignmentDefinition::scope),
                        waivers.stream().flatMap(it -> Stream.ofNullable(it.scope())),
                        passes.stream().map(PassThroughDefinition::scope),
                        controls.stream().flatMap(Extent::overridden))
                .flatMap(scopes -> scopes)
                .flatMap(scope -> Stream.ofNullable(scope.unit()))
                .collect(Collectors.toSet());
        return new Extent(around(named, catalog), assignments, waivers, passes);
    }

    private static Stream<ScopeRef> overridden(ControlDefinition control) {
        return control.overrides().stream().map(override -> override.scope());
    }

    /** In the order of the files. */
    private static List<ScopeDefinition> around(Collection<String> named, Catalog catalog) {
        var units = catalog.scopes().stream().filter(unit -> !unit.retired()).toList();
        var tree = new ScopeTree(units);
        var above = named.stream().flatMap(unit -> tree.upward(unit).stream()).collect(Collectors.toSet());
        return units.stream()
                .filter(unit -> above.contains(unit.id())
                        || tree.upward(unit.id()).stream().anyMatch(named::contains))
                .toList();
    }

    /** Each of them, for people. */
    List<String> names() {
        return Stream.of(
                        units.stream().map(it -> "the unit `" + it.id() + "` of the scope tree"),
                        assignments.stream().map(it -> "the assignment `" + it.id() + "` to " + it.scope()),
                        waivers.stream().map(it -> "the waiver `" + it.id() + "` of `" + it.control() + "`"),
                        passes.stream().map(it -> "the pass-through `" + it.id() + "`"))
                .flatMap(names -> names)
                .toList();
    }

    /** Each with its version, by which a document is another one. */
    List<String> versions() {
        return Stream.of(
                        units.stream().map(it -> "unit " + it.id() + "@" + it.version()),
                        assignments.stream().map(it -> "assignment " + it.id() + "@" + it.version()),
                        waivers.stream().map(it -> "waiver " + it.id() + "@" + it.version()),
                        passes.stream().map(it -> "pass-through " + it.id() + "@" + it.version()))
                .flatMap(versions -> versions)
                .toList();
    }

    /** When each came into force. */
    Stream<Instant> begun() {
        return Stream.of(
                        units.stream().map(ScopeDefinition::effectiveFrom),
                        assignments.stream().map(AssignmentDefinition::effectiveFrom),
                        waivers.stream().map(WaiverDefinition::effectiveFrom),
                        passes.stream().map(PassThroughDefinition::effectiveFrom))
                .flatMap(times -> times);
    }
}
