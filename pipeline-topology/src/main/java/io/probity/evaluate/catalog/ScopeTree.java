package io.probity.evaluate.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The units of the scope tree as they are at one time. Whatever is asked of it ends, be there a cycle in it or not. Immutable.
 */
public final class ScopeTree {
    private final Map<String, ScopeDefinition> units;
    private final Map<String, List<String>> children = new HashMap<>();

    /**
     * @param inForce begun and not retired, each id once; their order is the order of all answers
     */
    public ScopeTree(Iterable<ScopeDefinition> inForce) {
        units = new LinkedHashMap<>();
        inForce.forEach(unit -> units.put(unit.id(), unit));
        for (var unit : units.values()) {
            if (unit.parent() != null) {
                children.computeIfAbsent(unit.parent(), parent -> new ArrayList<>())
                        .add(unit.id());
            }
        }
    }

    public Iterable<String> units() {
        return units.keySet();
    }

    /** The unit and those above it, from below; a parent that is not in force is nobody's. In a cycle each is named once. */
    public List<String> upward(String unit) {
        var way = new LinkedHashSet<String>();
        @Nullable ScopeDefinition next = units.get(unit);
        while (next != null && way.add(next.id())) {
            next = next.parent() == null ? null : units.get(next.parent());
        }
        return List.copyOf(way);
    }

    /** The units that are each above the other, from the given one round to it; empty where it is not below itself. */
    public List<String> cycle(String unit) {
        var way = upward(unit);
        if (way.isEmpty()) {
            return way;
        }
        var last = units.get(way.getLast());
        if (last == null || !unit.equals(last.parent())) {
            return List.of();
        }
        var round = new ArrayList<>(way);
        round.add(unit);
        return round;
    }

    /** How many are above it. */
    public int depth(String unit) {
        return Math.max(0, upward(unit).size() - 1);
    }

    public boolean isAtOrBelow(String unit, String other) {
        return upward(unit).contains(other);
    }

    /** Neither is above the other. */
    boolean areApart(String unit, String other) {
        return !isAtOrBelow(unit, other) && !isAtOrBelow(other, unit);
    }

    /** The members of the unit and of all below it; of a unit that is not in force none. */
    public List<ScopeRef> members(String unit) {
        var below = new LinkedHashSet<String>();
        if (units.containsKey(unit)) {
            below.add(unit);
        }
        var members = new LinkedHashSet<ScopeRef>();
        var open = new ArrayList<>(below);
        while (!open.isEmpty()) {
            var next = open.removeLast();
            var definition = units.get(next);
            if (definition != null) {
                members.addAll(definition.members());
            }
            children.getOrDefault(next, List.of()).stream().filter(below::add).forEach(open::add);
        }
        return List.copyOf(members);
    }

    /** Whether all that a scope covers is the owner's, as far as their words say: a path and an id cannot be compared. */
    public boolean holds(ScopeRef owner, ScopeRef scope) {
        if (scope.unit() != null) {
            return owner.unit() != null
                    ? isAtOrBelow(scope.unit(), owner.unit())
                    : members(scope.unit()).stream().allMatch(owner::holds);
        }
        return owner.unit() != null
                ? members(owner.unit()).stream().anyMatch(member -> member.holds(scope))
                : owner.holds(scope);
    }
}
