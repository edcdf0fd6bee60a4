package io.probity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was pushed so far, and the rows that came of it, of one tenant. */
public interface ScimStore {
    /** Takes in what was written since the last time, by whomever. */
    void refresh();

    /** What was pushed and stands; not to be changed but by {@link #write}. */
    ScimResources resources();

    /** The row of an actor id. */
    @Nullable UserRow user(String id);

    /** The row of a team id. */
    @Nullable TeamRow team(String id);

    /**
     * Writes, and returns when every replica that is in step has it.
     *
     * @throws IllegalStateException if it cannot be written; it may then be written in part, and asking again is safe
     */
    void write(List<Change> changes);

    /** One thing to write. */
    sealed interface Change {
        /** A user's row. */
        record User(UserRow row) implements Change {}

        /** A team's row. */
        record Team(TeamRow row) implements Change {}

        /**
         * A resource.
         *
         * @param resource null: it is gone
         */
        record Resource(ScimKind kind, String id, @Nullable ObjectNode resource) implements Change {}
    }
}
