package io.probity.wire;

import io.probity.model.Rollup;

/**
 * What roll-ups are keyed by: {@code <tenant>|<path>|<framework>} with all below the path, {@code <tenant>||<kind>/<id>|<path>|<framework>} of
 * one scope by its id; within all but the tenant a bar is {@code %7C}, a per cent sign {@code %25}.
 */
public final class RollupKey {
    private RollupKey() {}

    /** The key of a roll-up. */
    public static String of(Rollup it) {
        var id = it.getScopeId();
        return id == null
                ? of(it.getTenant(), it.getScope(), it.getFramework())
                : of(it.getTenant(), id, it.getScope(), it.getFramework());
    }

    /** The key of one framework's roll-up in a scope by its path. */
    public static String of(String tenant, String scope, String framework) {
        return ofScope(tenant, scope) + '|' + escaped(framework);
    }

    /** What the keys of a scope begin with, and what decides their partition. */
    public static String ofScope(String tenant, String scope) {
        return tenant + '|' + escaped(scope);
    }

    /**
     * The key of one framework's roll-up of a scope by its id.
     *
     * @param id kind/id
     * @param path that it has; empty for none
     */
    public static String of(String tenant, String id, String path, String framework) {
        return ofId(tenant, id) + '|' + escaped(path) + '|' + escaped(framework);
    }

    /** What the keys of a scope by its id begin with, before a bar, and what decides their partition. */
    public static String ofId(String tenant, String id) {
        return tenant + "||" + escaped(id);
    }

    /** What decides a key's partition. */
    static String scopeOf(String key) {
        int path = key.indexOf("||");
        int end = path < 0 ? -1 : key.indexOf('|', path + 2);
        return key.substring(0, end < 0 ? key.lastIndexOf('|') : end);
    }

    private static String escaped(String part) {
        return part.indexOf('|') < 0 && part.indexOf('%') < 0
                ? part
                : part.replace("%", "%25").replace("|", "%7C");
    }
}
