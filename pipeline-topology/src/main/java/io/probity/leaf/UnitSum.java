package io.probity.leaf;

import io.probity.model.Rollup;
import io.probity.model.Scope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a unit of the scope tree stands: the roll-ups of its members, added. What two of them hold counts once. Pure.
 *
 * <p>A member that is a path is one roll-up, with all below it. What other members cover is found by the ids of scopes, each at one
 * path, and counts where no such path holds it.
 */
public final class UnitSum {
    private static final String ALL = "*";

    private UnitSum() {}

    /** Whom a unit covers at one time. */
    public interface Coverage {
        /** Paths that it covers with all below them, scopes of every kind, each once, none below another; {@code *} alone for all. */
        Collection<String> paths();

        /** Scopes that it covers by kind and id, as kind/id. */
        Collection<String> ids();

        /** What the kind/id of other scopes that it may cover begins with, such as {@code project/}; empty for any. */
        Collection<String> prefixes();

        /** Whether it covers a scope, in whichever way. */
        boolean covers(Scope scope);
    }

    /** Where roll-ups are found, of one tenant. */
    public interface Rows {
        /** Of a path with all below it, one for each framework. */
        List<Rollup> ofPath(String path);

        /** Of a scope by its kind/id, one for each path that it has and framework. */
        List<Rollup> ofId(String id);

        /** The same of all scopes whose kind/id begins with a text. */
        List<Rollup> ofIdsFrom(String prefix);
    }

    /** What a scope is called by its id, as kind/id; a kind holds no slash. */
    public static String id(String kind, String id) {
        return kind + '/' + id;
    }

    /** One roll-up for each framework, in the order of their ids; their scope is the given name. */
    public static List<Rollup> of(String name, Coverage unit, Rows rows) {
        var sums = new TreeMap<String, Rollup>();
        unit.paths().forEach(path -> rows.ofPath(path).forEach(it -> add(sums, name, it)));
        var seen = new HashSet<List<String>>();
        unit.ids().forEach(id -> rows.ofId(id).forEach(it -> addOnce(sums, name, it, unit, seen)));
        unit.prefixes().forEach(prefix -> rows.ofIdsFrom(prefix).forEach(it -> addOnce(sums, name, it, unit, seen)));
        return List.copyOf(sums.values());
    }

    private static void addOnce(
            Map<String, Rollup> sums, String name, Rollup it, Coverage unit, Set<List<String>> seen) {
        var path = it.getScope();
        var id = it.getScopeId();
        if (id != null
                && unit.covers(scope(id, path.isEmpty() ? null : path))
                && unit.paths().stream().noneMatch(wider -> isAtOrBelow(path, wider))
                && seen.add(List.of(id, path, it.getFramework()))) {
            add(sums, name, it);
        }
    }

    private static void add(Map<String, Rollup> sums, String name, Rollup it) {
        var framework = it.getFramework();
        var before = sums.get(framework);
        sums.put(
                framework,
                RollupSum.plus(before == null ? RollupSum.nothing(it.getTenant(), name, framework) : before, it));
    }

    /** Of a kind/id, and a path that it may have. */
    public static Scope scope(String id, @Nullable String path) {
        int slash = id.indexOf('/');
        return new Scope(id.substring(0, slash), id.substring(slash + 1), path);
    }

    private static boolean isAtOrBelow(String path, String wider) {
        return wider.equals(ALL) || path.equals(wider) || path.startsWith(wider + '/');
    }
}
