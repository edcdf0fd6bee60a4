package io.probity.serve;

import org.jspecify.annotations.Nullable;

/** Whether a subject lies in a scope: it is the subject itself ({@code project/6}), or its path lies at or below the scope's. */
record ScopeFilter(@Nullable String scope) {
    boolean holds(String subject, @Nullable String path) {
        if (scope == null || scope.equals("*") || scope.equals(subject)) {
            return true;
        }
        return path != null && (path.equals(scope) || path.startsWith(scope + '/'));
    }
}
