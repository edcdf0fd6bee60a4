package io.probity.evaluate.catalog;

import io.probity.model.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Some scopes: all of them, one by its immutable id, or all at and below a path.
 *
 * @param kind null for any kind
 * @param id the provider's immutable id; null where the path decides
 * @param path for example {@code group/app}: that scope and what lies below it, never {@code group/application};
 *     {@code *} for every scope; null where the id decides
 */
public record ScopeRef(
        @Nullable String kind,
        @Nullable String id,
        @Nullable String path) {
    public static final ScopeRef EVERYWHERE = new ScopeRef(null, null, "*");

    public boolean covers(Scope scope) {
        return covers(scope.getKind(), scope.getId(), scope.getPath());
    }

    public boolean covers(@Nullable String scopeKind, @Nullable String scopeId, @Nullable String scopePath) {
        if (kind != null && !kind.equals(scopeKind)) {
            return false;
        }
        if (id != null) {
            return id.equals(scopeId);
        }
        return path == null || path.equals("*") || (scopePath != null && isAtOrBelow(scopePath, path));
    }

    private static boolean isAtOrBelow(String scopePath, String prefix) {
        return scopePath.startsWith(prefix)
                && (scopePath.length() == prefix.length() || scopePath.charAt(prefix.length()) == '/');
    }

    /** How narrow this is; of two that cover a scope, the greater says more about it. */
    public int narrowness() {
        if (id != null) {
            return Integer.MAX_VALUE;
        }
        return path == null || path.equals("*") ? 0 : path.length();
    }

    @Override
    public String toString() {
        var what = id != null ? id : path != null ? path : "*";
        return kind == null ? what : kind + "/" + what;
    }
}
