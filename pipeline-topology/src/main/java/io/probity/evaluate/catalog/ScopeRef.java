package io.probity.evaluate.catalog;

import io.probity.model.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Some scopes: all of them, one by its immutable id, all at and below a path, or those of a unit of the scope tree.
 *
 * @param kind null for any kind
 * @param id the provider's immutable id; null where the path decides
 * @param path for example {@code group/app}: that scope and what lies below it, never {@code group/application};
 *     {@code *} for every scope; null where the id decides
 * @param unit id of a {@link ScopeDefinition}, and then nothing else; only the tree knows whom it covers. Null: a plain scope
 */
public record ScopeRef(
        @Nullable String kind,
        @Nullable String id,
        @Nullable String path,
        @Nullable String unit) {
    public static final ScopeRef EVERYWHERE = new ScopeRef(null, null, "*");

    /** A plain scope. */
    public ScopeRef(@Nullable String kind, @Nullable String id, @Nullable String path) {
        this(kind, id, path, null);
    }

    public static ScopeRef ofUnit(String unit) {
        return new ScopeRef(null, null, null, unit);
    }

    /** Of a plain scope; a unit by itself covers nothing. */
    public boolean covers(Scope scope) {
        return covers(scope.getKind(), scope.getId(), scope.getPath());
    }

    private boolean covers(@Nullable String scopeKind, @Nullable String scopeId, @Nullable String scopePath) {
        if (unit != null || (kind != null && !kind.equals(scopeKind))) {
            return false;
        }
        if (id != null) {
            return id.equals(scopeId);
        }
        return everyPath() || (scopePath != null && isAtOrBelow(scopePath, String.valueOf(path)));
    }

    /** Whether all that the other plain scope covers is covered by this one, as far as their words say. */
    public boolean holds(ScopeRef other) {
        return covers(other.kind, other.id, other.path) && (id != null || other.id == null || everyPath());
    }

    /** No path and no id narrows it. */
    public boolean everyPath() {
        return unit == null && id == null && (path == null || path.equals("*"));
    }

    private static boolean isAtOrBelow(String scopePath, String prefix) {
        return scopePath.startsWith(prefix)
                && (scopePath.length() == prefix.length() || scopePath.charAt(prefix.length()) == '/');
    }

    /** How narrow a plain scope is; of two that cover a scope, the greater says more about it. */
    public int narrowness() {
        if (id != null) {
            return Integer.MAX_VALUE;
        }
        return path == null || path.equals("*") ? 0 : path.length();
    }

    @Override
    public String toString() {
        if (unit != null) {
            return "unit/" + unit;
        }
        var what = id != null ? id : path != null ? path : "*";
        return kind == null ? what : kind + "/" + what;
    }
}
