package io.probity.scim;

import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store that forgets with the test. */
final class MemoryStore implements ScimStore {
    final Map<String, UserRow> users = new HashMap<>();
    final Map<String, TeamRow> teams = new HashMap<>();
    private final ScimResources resources = new ScimResources();
    boolean isAway;

    @Override
    public void refresh() {
        if (isAway) {
            throw new IllegalStateException("away");
        }
    }

    @Override
    public ScimResources resources() {
        return resources;
    }

    @Override
    public @Nullable UserRow user(String id) {
        return users.get(id);
    }

    @Override
    public @Nullable TeamRow team(String id) {
        return teams.get(id);
    }

    @Override
    public void write(List<Change> changes) {
        for (var change : changes) {
            switch (change) {
                case Change.User(var row) -> users.put(row.getId(), row);
                case Change.Team(var row) -> teams.put(row.getId(), row);
                case Change.Resource(var kind, var id, var resource) -> {
                    if (resource == null) {
                        resources.remove(kind, id);
                    } else {
                        resources.put(kind, id, resource);
                    }
                }
            }
        }
    }
}
