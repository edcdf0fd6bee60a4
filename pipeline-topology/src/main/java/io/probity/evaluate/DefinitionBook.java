package io.probity.evaluate;

import io.probity.evaluate.catalog.AssignmentDefinition;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Definitions.UnreadableBodyException;
import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.evaluate.catalog.Trigger;
import io.probity.evaluate.catalog.WaiverDefinition;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was published, whole: every version of every definition, in the order of the log, and who listens to which type of event. A publish
 * makes the next one of it. Immutable.
 *
 * @param publishes how many are in force
 * @param faults what is wrong with what was published, one line each, in the order of the log
 * @param byType by event type, by {@code prefix.*} and by {@code *}: the controls that any version of which it triggers
 */
record DefinitionBook(
        int publishes,
        Map<String, History<ControlVersion>> controls,
        Frameworks frameworks,
        Map<String, History<WaiverDefinition>> waivers,
        PassThroughs passes,
        ScopeBook scopes,
        List<String> faults,
        Map<String, Listeners> byType) {
    static final DefinitionBook EMPTY = new DefinitionBook(
            0,
            Map.of(),
            new Frameworks(Map.of(), Map.of(), Units.NONE),
            Map.of(),
            new PassThroughs(Map.of(), Units.NONE),
            ScopeBook.NONE,
            List.of(),
            Map.of());

    DefinitionBook {
        controls = Collections.unmodifiableMap(controls);
        waivers = Collections.unmodifiableMap(waivers);
        faults = List.copyOf(faults);
    }

    /** With one publish more, or with the fault that keeps it out: see {@link Rulebook#plus(List)}. */
    DefinitionBook plus(List<Definition> publish, Instant logTime, Expressions expressions) {
        var next = new Next(logTime, expressions);
        publish.forEach(next::add);
        var scopesThen = next.scopes.book();
        var fault = scopesThen.fault();
        return fault == null
                ? next.book(scopesThen)
                : new DefinitionBook(
                        publishes,
                        controls,
                        frameworks,
                        waivers,
                        passes,
                        scopes,
                        Stream.concat(faults.stream(), Stream.of(fault)).toList(),
                        byType);
    }

    /** The controls that listen to a type. */
    Listeners listeners(String eventType) {
        var known = byType.get(eventType);
        if (known == null) {
            known = byType.get(Trigger.patternOf(eventType));
        }
        return known == null ? byType.getOrDefault(Trigger.ANY, Listeners.NONE) : known;
    }

    /** The book that a publish is turning this one into. */
    private final class Next {
        private final int number;
        private final Instant logTime;
        private final Expressions expressions;
        // insertion order is the log's order, and so the order of judgements is the same after a replay
        private final Map<String, History<ControlVersion>> controls = new LinkedHashMap<>(DefinitionBook.this.controls);
        private final Map<String, History<FrameworkVersion>> frameworks =
                new LinkedHashMap<>(DefinitionBook.this.frameworks.frameworks());
        private final Map<String, History<AssignmentDefinition>> assignments =
                new LinkedHashMap<>(DefinitionBook.this.frameworks.assignments());
        private final Map<String, History<WaiverDefinition>> waivers = new LinkedHashMap<>(DefinitionBook.this.waivers);
        private final Map<String, History<PassThroughDefinition>> passes =
                new LinkedHashMap<>(DefinitionBook.this.passes.histories());
        private final ScopeBook.Next scopes;
        private final List<String> faults = new ArrayList<>(DefinitionBook.this.faults);
        /** That listeners may have changed of. */
        private final Set<String> types = new HashSet<>();

        Next(Instant logTime, Expressions expressions) {
            this.number = publishes + 1;
            this.logTime = logTime;
            this.expressions = expressions;
            this.scopes = DefinitionBook.this.scopes.next(number);
        }

        DefinitionBook book(ScopeBook scopesThen) {
            return new DefinitionBook(
                    number,
                    controls,
                    new Frameworks(frameworks, assignments, scopesThen.units()),
                    waivers,
                    new PassThroughs(passes, scopesThen.units()),
                    scopesThen,
                    faults,
                    byType());
        }

        void add(Definition definition) {
            try {
                switch (definition.getKind()) {
                    case CONTROL -> addControl(definition);
                    case FRAMEWORK -> {
                        var framework = Definitions.framework(definition);
                        add(frameworks, definition, FrameworkVersion.of(framework));
                        scopes.add(definition, Reference.of(framework));
                    }
                    case ASSIGNMENT -> addAssignment(definition);
                    case WAIVER -> addWaiver(definition);
                    case SCOPE -> scopes.add(definition, Definitions.scope(definition));
                    case PASS_THROUGH -> addPassThrough(definition);
                    case COMMIT -> {}
                    case UNKNOWN -> faults.add(definition.getId() + ": a kind of definition that is not known here");
                }
            } catch (UnreadableBodyException unreadable) {
                faults.add(String.valueOf(unreadable.getMessage()));
            }
        }

        private void addControl(Definition definition) {
            var known = controls.get(definition.getId());
            var version = ControlVersion.of(definition, known == null ? null : known.latest(), logTime, expressions);
            if (version.fault() != null) {
                faults.add(definition.getId() + " " + definition.getVersion() + ": " + version.fault());
            }
            add(controls, definition, version);
            scopes.add(definition, Reference.of(version.definition()));
            types.addAll(version.types());
            if (known != null) { // what no longer listens to a type must not be heard of it as it was before
                known.versions().forEach(earlier -> types.addAll(earlier.value().types()));
            }
        }

        /** Only of the types that changed, so that a change of one control among thousands holds nobody up. */
        private Map<String, Listeners> byType() {
            var all = new HashMap<>(DefinitionBook.this.byType);
            types.forEach(type -> all.putIfAbsent(type, Listeners.NONE));
            var changed = types.contains(Trigger.ANY)
                    ? Set.copyOf(all.keySet())
                    : all.keySet().stream()
                            .filter(type -> types.contains(type) || types.contains(Trigger.patternOf(type)))
                            .collect(Collectors.toUnmodifiableSet());
            if (!changed.isEmpty()) {
                var listening = listening(changed);
                listening.forEach((type, listeners) -> all.put(type, new Listeners(listeners)));
            }
            return Collections.unmodifiableMap(all);
        }

        /** Who listens to each of these types, in the order of the log; one look at each control, however many types there are. */
        private Map<String, List<History<ControlVersion>>> listening(Set<String> wanted) {
            var byName = new HashMap<String, List<String>>(); // what a trigger may say, and the types that it means
            for (var type : wanted) {
                Stream.of(type, Trigger.patternOf(type), Trigger.ANY)
                        .distinct()
                        .forEach(name -> byName.computeIfAbsent(name, it -> new ArrayList<>())
                                .add(type));
            }
            var listening = new HashMap<String, List<History<ControlVersion>>>();
            for (var history : controls.values()) {
                var types = new LinkedHashSet<String>();
                for (var version : history.versions()) {
                    for (var name : version.value().types()) {
                        types.addAll(byName.getOrDefault(name, List.of()));
                    }
                }
                for (var type : types) {
                    listening.computeIfAbsent(type, it -> new ArrayList<>()).add(history);
                }
            }
            return listening;
        }

        private void addAssignment(Definition definition) throws UnreadableBodyException {
            var assignment = Definitions.assignment(definition);
            var ends = assignment.to() == null ? Stream.<Instant>empty() : Stream.of(assignment.to());
            add(assignments, definition, assignment, Stream.concat(Stream.of(assignment.from()), ends));
            scopes.add(definition, Reference.of(assignment));
        }

        private void addWaiver(Definition definition) throws UnreadableBodyException {
            var waiver = Definitions.waiver(definition);
            add(waivers, definition, waiver, Stream.of(waiver.from(), waiver.expires()));
            scopes.add(definition, Reference.of(waiver));
        }

        private void addPassThrough(Definition definition) throws UnreadableBodyException {
            var pass = Definitions.passThrough(definition);
            add(passes, definition, pass, Stream.of(pass.from(), pass.expires()));
            scopes.add(definition, Reference.of(pass));
        }

        private <T> void add(Map<String, History<T>> histories, Definition definition, T value) {
            add(histories, definition, value, Stream.empty());
        }

        private <T> void add(
                Map<String, History<T>> histories, Definition definition, T value, Stream<Instant> interval) {
            History.add(histories, definition.getId(), definition, number, value, interval);
        }
    }
}
