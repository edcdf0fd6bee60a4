package io.probity.wire;

/** What roll-ups are keyed by: {@code <tenant>|<scope>|<framework>}; a bar within one of the last two is {@code %7C}, a per cent sign {@code %25}. */
public final class RollupKey {
    private RollupKey() {}

    /** The key of one framework's roll-up in a scope. */
    public static String of(String tenant, String scope, String framework) {
        return ofScope(tenant, scope) + '|' + escaped(framework);
    }

    /** What the keys of a scope begin with, and what decides their partition. */
    public static String ofScope(String tenant, String scope) {
        return tenant + '|' + escaped(scope);
    }

    /** The scope's part of a key. */
    static String scopeOf(String key) {
        return key.substring(0, key.lastIndexOf('|'));
    }

    private static String escaped(String part) {
        return part.indexOf('|') < 0 && part.indexOf('%') < 0
                ? part
                : part.replace("%", "%25").replace("|", "%7C");
    }
}
