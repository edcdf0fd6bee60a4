package io.probity.enrich;

import io.probity.model.UserContext;
import io.probity.model.UserRow;
import io.probity.model.UserState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user table says of the actor: how things stood at the event's own time, not how they stand now. */
final class UserEnricher {
    private UserEnricher() {}

    /** Null for a moment before the first that anything is known of. */
    static @Nullable UserContext context(UserRow row, Instant at) {
        if (row.getFrom() == null || !row.getFrom().isAfter(at)) {
            return new UserContext(
                    List.copyOf(row.getRoles()),
                    row.getDepartment(),
                    row.getStatus(),
                    List.copyOf(row.getPermissions()),
                    row.getManager());
        }
        @Nullable UserState held = null;
        for (UserState state : row.getEarlier()) { // newest first, but whoever wrote it may have erred
            if (!state.getFrom().isAfter(at) && (held == null || state.getFrom().isAfter(held.getFrom()))) {
                held = state;
            }
        }
        return held == null
                ? null
                : new UserContext(
                        List.copyOf(held.getRoles()),
                        held.getDepartment(),
                        held.getStatus(),
                        List.copyOf(held.getPermissions()),
                        held.getManager());
    }
}
