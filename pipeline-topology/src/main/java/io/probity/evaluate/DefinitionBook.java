package io.probity.evaluate;

import io.probity.evaluate.catalog.AssignmentDefinition;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Definitions.UnreadableBodyException;
import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.evaluate.catalog.WaiverDefinition;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was published, whole: every version of every definition, in the order of the log, and what is looked up in it with every event. A
 * publish makes the next one of it, which shares all that the publish does not touch. Immutable.
 *
 * @param brought by each publish in force, the first one first
 * @param faults what is wrong with what was published, one line each, in the order of the log
 * @param moments whenever any version of what verdicts hang on begins or ceases to be in force
 */
record DefinitionBook(
        List<Brought> brought,
        Map<String, History<ControlVersion>> controls,
        Frameworks frameworks,
        Waivers waivers,
        PassThroughs passes,
        ScopeBook scopes,
        List<String> faults,
        Listening listening,
        Keepers keepers,
        NavigableSet<Instant> moments) {
    static final DefinitionBook EMPTY = new DefinitionBook(
            List.of(),
            Map.of(),
            new Frameworks(Map.of(), Map.of(), Units.NONE),
            new Waivers(Map.of(), Units.NONE),
            new PassThroughs(Map.of(), Units.NONE),
            ScopeBook.NONE,
            List.of(),
            Listening.NONE,
            Keepers.NONE,
            Collections.emptyNavigableSet());

    /**
     * What one publish brought.
     *
     * @param controls ids of those that it brought a version of
     * @param moments when something changes because of it
     */
    record Brought(Set<String> controls, NavigableSet<Instant> moments) {
        static final Brought NOTHING = new Brought(Set.of(), Collections.emptyNavigableSet());

        Brought {
            controls = Collections.unmodifiableSet(controls);
            moments = Collections.unmodifiableNavigableSet(moments);
        }
    }

    DefinitionBook {
        brought = List.copyOf(brought);
        controls = Collections.unmodifiableMap(controls);
        faults = List.copyOf(faults);
        moments = Collections.unmodifiableNavigableSet(moments);
    }

    /** How many publishes are in force. */
    int publishes() {
        return brought.size();
    }

    /** What a publish brought; publishes are numbered from 1, and 0, which is none, brought nothing. */
    Brought brought(int publish) {
        return publish == 0 ? Brought.NOTHING : brought.get(publish - 1);
    }

    /** With one publish more, or with the fault that keeps it out: see {@link Rulebook#plus(List)}. */
    DefinitionBook plus(List<Definition> publish, Instant logTime, Expressions expressions) {
        var next = new Next(logTime, expressions);
        publish.forEach(next::add);
        var scopesThen = next.scopes.book();
        var fault = PublishedScopes.fault(publish, scopesThen);
        return fault == null ? next.book(scopesThen) : with(fault);
    }

    private DefinitionBook with(String fault) {
        return new DefinitionBook(
                brought,
                controls,
                frameworks,
                waivers,
                passes,
                scopes,
                Stream.concat(faults.stream(), Stream.of(fault)).toList(),
                listening,
                keepers,
                moments);
    }

    /**
     * The ids of the controls that a change makes a difference to: their own versions, frameworks, assignments, waivers, and the units
     * that these name.
     */
    Set<String> controlsTouchedBy(Change change) {
        var ids = new HashSet<String>();
        for (var id : brought(change.publish()).controls()) {
            if (Objects.requireNonNull(controls.get(id), id).touchedBy(change)) {
                ids.add(id);
            }
        }
        var names = Stream.concat(frameworks.controlsTouchedBy(change), waivers.controlsTouchedBy(change))
                .collect(Collectors.toSet());
        var standing = scopes.units().standingOtherwiseBy(change);
        if (names.isEmpty() && standing.isEmpty()) {
            return ids; // a change of controls alone asks no others
        }
        for (var entry : controls.entrySet()) {
            var aliases = entry.getValue().latest().definition().aliases();
            if (names.contains(entry.getKey())
                    || !Collections.disjoint(aliases, names)
                    || (!standing.isEmpty() && overridesIn(standing, entry.getValue()))) {
                ids.add(entry.getKey());
            }
        }
        return ids;
    }

    private static boolean overridesIn(Set<String> units, History<ControlVersion> history) {
        return history.anyVersion(version ->
                version.definition().overrides().stream().anyMatch(override -> Units.isOneOf(units, override.scope())));
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
        private final Map<String, History<WaiverDefinition>> waivers =
                new LinkedHashMap<>(DefinitionBook.this.waivers.histories());
        private final Map<String, History<PassThroughDefinition>> passes =
                new LinkedHashMap<>(DefinitionBook.this.passes.histories());
        private final ScopeBook.Next scopes;
        private final List<String> faults = new ArrayList<>(DefinitionBook.this.faults);
        private final TreeSet<Instant> moments = new TreeSet<>(DefinitionBook.this.moments);
        private final TreeSet<Instant> itsMoments = new TreeSet<>();
        private final Set<String> changed = new LinkedHashSet<>();
        private final Set<String> added = new HashSet<>();

        Next(Instant logTime, Expressions expressions) {
            this.number = publishes() + 1;
            this.logTime = logTime;
            this.expressions = expressions;
            this.scopes = DefinitionBook.this.scopes.next(number);
        }

        DefinitionBook book(ScopeBook scopesThen) {
            var publishes = new ArrayList<>(brought);
            publishes.add(new Brought(changed, itsMoments));
            return new DefinitionBook(
                    publishes,
                    controls,
                    new Frameworks(frameworks, assignments, scopesThen.units()),
                    new Waivers(waivers, scopesThen.units()),
                    new PassThroughs(passes, scopesThen.units()),
                    scopesThen,
                    faults,
                    listening.with(controls, changed, added),
                    keepers.with(controls, changed),
                    moments);
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
                    case SCOPE -> {
                        scopes.add(definition, Definitions.scope(definition));
                        begins(Set.of(definition.getEffectiveFrom()));
                    }
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
            changed.add(definition.getId());
            if (known == null) {
                added.add(definition.getId());
            }
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
            var interval = Stream.of(pass.from(), pass.expires());
            // no verdict hangs on it, so of the moments these are none
            itsMoments.addAll(History.add(passes, definition.getId(), definition, number, pass, interval));
            scopes.add(definition, Reference.of(pass));
        }

        private <T> void add(Map<String, History<T>> histories, Definition definition, T value) {
            add(histories, definition, value, Stream.empty());
        }

        private <T> void add(
                Map<String, History<T>> histories, Definition definition, T value, Stream<Instant> interval) {
            begins(History.add(histories, definition.getId(), definition, number, value, interval));
        }

        private void begins(Set<Instant> itsOwn) {
            itsMoments.addAll(itsOwn);
            moments.addAll(itsOwn);
        }
    }
}
