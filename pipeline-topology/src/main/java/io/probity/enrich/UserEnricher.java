package io.probity.enrich;

import io.probity.model.UserContext;
import io.probity.model.UserRow;
import java.util.List;

/** What the user table says of the actor. */
final class UserEnricher {
    private UserEnricher() {}

    static UserContext context(UserRow row) {
        return new UserContext(
                List.copyOf(row.getRoles()),
                row.getDepartment(),
                row.getStatus(),
                row.getPermissions(),
                row.getManager());
    }
}
