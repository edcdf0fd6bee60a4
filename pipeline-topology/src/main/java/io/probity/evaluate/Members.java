package io.probity.evaluate;

import io.probity.evaluate.catalog.ScopeRef;
import io.probity.model.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain scopes, looked up by what a scope says of itself: one look for each part of its path and one for its id, however many
 * there are. Immutable, but for the last answer, which it keeps: of one event all controls ask the same.
 */
final class Members {
    static final int NONE = -1;

    private final List<ScopeRef> ofEveryPath = new ArrayList<>();
    private final Map<String, List<ScopeRef>> byPath = new HashMap<>();
    private final Map<String, List<ScopeRef>> byId = new HashMap<>();

    /** Whoever reads it sees a whole one or none: threads that race here look up once more, and find the same. */
    private @Nullable Answer last;

    private record Answer(Scope scope, int widest) {}

    Members(List<ScopeRef> all) {
        for (var member : all) {
            if (member.id() != null) {
                byId.computeIfAbsent(member.id(), id -> new ArrayList<>(1)).add(member);
            } else if (member.everyPath()) {
                ofEveryPath.add(member);
            } else {
                byPath.computeIfAbsent(String.valueOf(member.path()), path -> new ArrayList<>(1))
                        .add(member);
            }
        }
    }

    boolean cover(Scope scope) {
        return widest(scope) != NONE;
    }

    /** The {@linkplain ScopeRef#narrowness narrowness} of the widest that covers a scope; {@link #NONE} where none does. */
    @SuppressWarnings(
            "ReferenceEquality") // the same record: nobody changes one, and to compare two costs more than to look up
    int widest(Scope scope) {
        var known = last;
        if (known == null || known.scope() != scope) {
            known = new Answer(scope, lookUp(scope));
            last = known;
        }
        return known.widest();
    }

    private int lookUp(Scope scope) {
        int found = of(ofEveryPath, scope);
        @Nullable String path = scope.getPath();
        if (found == NONE && path != null && !byPath.isEmpty()) {
            int slash = path.indexOf('/');
            while (found == NONE && slash >= 0) {
                found = of(byPath.get(path.substring(0, slash)), scope);
                slash = path.indexOf('/', slash + 1);
            }
            found = found == NONE ? of(byPath.get(path), scope) : found;
        }
        return found == NONE && !byId.isEmpty() ? of(byId.get(scope.getId()), scope) : found;
    }

    private static int of(@Nullable List<ScopeRef> some, Scope scope) {
        if (some != null) {
            for (var member : some) {
                if (member.covers(scope)) {
                    return member.narrowness();
                }
            }
        }
        return NONE;
    }
}
