package io.probity.evaluate;

import io.probity.evaluate.catalog.ScopeDefinition;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.evaluate.catalog.ScopeTree;
import io.probity.model.Scope;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The units of the scope tree, all versions of them, and whom each covers from when on: worked out once for a publish that changes a
 * unit, so that an event asks a table. Immutable.
 */
final class Units {
    static final Units NONE = new Units(Map.of());

    /** Of two that are as narrow, a scope by itself says more than a unit. */
    private static final int BELOW_ALL_UNITS = Integer.MAX_VALUE;

    private final Map<String, History<ScopeDefinition>> histories;
    /** By unit, the latest first. */
    private final Map<String, List<Extent>> extents = new HashMap<>();

    /**
     * Whom a unit covers.
     *
     * @param from the first instant
     * @param depth units above it
     * @param members its own, and those of the units below it
     */
    private record Extent(Instant from, int depth, List<ScopeRef> members, Members lookup) {}

    /**
     * @param histories by id, in the order of the log
     */
    Units(Map<String, History<ScopeDefinition>> histories) {
        this.histories = histories;
        for (var time : times()) {
            var tree = at(time);
            for (var unit : histories.keySet()) {
                var known = extents.computeIfAbsent(unit, id -> new ArrayList<>(1));
                var members = tree.members(unit);
                int depth = tree.depth(unit);
                if (known.isEmpty()
                        || known.getFirst().depth() != depth
                        || !known.getFirst().members().equals(members)) {
                    known.addFirst(new Extent(time, depth, members, new Members(members)));
                }
            }
        }
    }

    Map<String, History<ScopeDefinition>> histories() {
        return histories;
    }

    /** Whenever a version of any unit begins. */
    SortedSet<Instant> times() {
        var times = new TreeSet<Instant>();
        histories
                .values()
                .forEach(history -> history.versions().forEach(version -> times.add(version.effectiveFrom())));
        return times;
    }

    /** The tree as it is at a time. */
    ScopeTree at(Instant time) {
        return new ScopeTree(histories.values().stream()
                .map(history -> history.at(time))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList());
    }

    /** Whether there is a unit of the name at a time: begun and not retired. */
    boolean isInForce(String unit, Instant time) {
        var history = histories.get(unit);
        return history != null && history.at(time) != null;
    }

    /** A unit covers its members and what lies below them, and all that the units below it cover. */
    boolean covers(ScopeRef ref, Scope scope, Instant at) {
        if (ref.unit() == null) {
            return ref.covers(scope); // nearly always
        }
        var extent = extent(ref.unit(), at);
        return extent != null && extent.lookup().cover(scope);
    }

    /**
     * How narrow a scope is that covers another; the greater says more about it. A unit is as wide as the widest of its members, and
     * of those below it, that covers it: so it is never narrower than a unit below it, and of two equally wide the deeper is narrower.
     */
    long narrowness(ScopeRef ref, Scope scope, Instant at) {
        if (ref.unit() == null) {
            return narrowness(ref.narrowness(), BELOW_ALL_UNITS);
        }
        var extent = extent(ref.unit(), at);
        return extent == null ? 0 : narrowness(extent.lookup().widest(scope), extent.depth());
    }

    private static long narrowness(int byWords, int byDepth) {
        return ((long) byWords << 32) + byDepth;
    }

    private @Nullable Extent extent(String unit, Instant at) {
        for (var extent : extents.getOrDefault(unit, List.of())) {
            if (!extent.from().isAfter(at)) {
                return extent;
            }
        }
        return null;
    }

    static boolean isOneOf(Set<String> units, @Nullable ScopeRef scope) {
        return scope != null && scope.unit() != null && units.contains(scope.unit());
    }

    /** Those of which a change moves whom they cover: the ones that it concerns, and all that ever were above them. */
    Set<String> coveringOtherwiseBy(Change change) {
        return histories.isEmpty() ? Set.of() : closed(changedBy(change), this::parents);
    }

    /** Those of which it moves how narrow they are: these, and all that ever were below the ones that it concerns. */
    Set<String> standingOtherwiseBy(Change change) {
        if (histories.isEmpty()) {
            return Set.of();
        }
        var all = new HashSet<>(coveringOtherwiseBy(change));
        all.addAll(closed(changedBy(change), this::children));
        return all;
    }

    private Set<String> changedBy(Change change) {
        var changed = new HashSet<String>();
        histories.forEach((id, history) -> {
            if (history.touchedBy(change)) {
                changed.add(id);
            }
        });
        return changed;
    }

    private Stream<String> parents(String unit) {
        var history = histories.get(unit);
        return history == null
                ? Stream.empty()
                : history.versions().stream()
                        .flatMap(version -> Stream.ofNullable(version.value().parent()));
    }

    private Stream<String> children(String unit) {
        return histories.keySet().stream().filter(other -> parents(other).anyMatch(unit::equals));
    }

    private interface Next {
        Stream<String> of(String unit);
    }

    private static Set<String> closed(Set<String> begin, Next next) {
        var all = new HashSet<>(begin);
        var open = new ArrayDeque<>(begin);
        while (!open.isEmpty()) {
            next.of(open.removeFirst()).filter(all::add).forEach(open::add);
        }
        return all;
    }
}
