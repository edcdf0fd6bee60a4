package io.probity.evaluate;

import io.probity.evaluate.catalog.ScopeRef;
import io.probity.leaf.UnitSum;
import io.probity.leaf.UnitSum.Coverage;
import io.probity.model.Scope;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * Whom the members of a unit cover, and of the units below it. Immutable.
 *
 * @param paths of members that are for scopes of every kind
 * @param ids of members that name one scope of one kind
 * @param prefixes of all other members
 */
record UnitCoverage(List<String> paths, List<String> ids, List<String> prefixes, Members members) implements Coverage {
    static UnitCoverage of(List<ScopeRef> members) {
        var paths = new TreeSet<String>();
        var ids = new TreeSet<String>();
        var prefixes = new TreeSet<String>();
        for (var member : members) {
            var kind = member.kind();
            if (member.id() != null) {
                (kind == null ? prefixes : ids).add(kind == null ? "" : UnitSum.id(kind, member.id()));
            } else if (kind != null) {
                prefixes.add(UnitSum.id(kind, ""));
            } else {
                paths.add(member.everyPath() ? "*" : Objects.requireNonNull(member.path()));
            }
        }
        return new UnitCoverage(
                paths.stream().filter(path -> isWidest(path, paths)).toList(),
                List.copyOf(ids),
                prefixes.contains("") ? List.of("") : List.copyOf(prefixes),
                new Members(members));
    }

    private static boolean isWidest(String path, SequencedSet<String> paths) {
        var own = new ScopeRef(null, null, path);
        return paths.stream().noneMatch(other -> !other.equals(path) && new ScopeRef(null, null, other).holds(own));
    }

    @Override
    public boolean covers(Scope scope) {
        return members.cover(scope);
    }
}
