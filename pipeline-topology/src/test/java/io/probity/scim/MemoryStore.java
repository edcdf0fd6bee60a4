package io.probity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that forgets with the test. */
final class MemoryStore implements ScimStore {
    final Map<String, UserRow> users = new HashMap<>();
    final Map<String, TeamRow> teams = new HashMap<>();
    final Map<ScimKind, Map<String, ObjectNode>> resources = new EnumMap<>(ScimKind.class);
    boolean isAway;

    @Override
    public void refresh() {
        if (isAway) {
            throw new IllegalStateException("away");
        }
    }

    @Override
    public Map<String, ObjectNode> resources(ScimKind kind) {
        return resources.computeIfAbsent(kind, it -> new TreeMap<>());
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
                        resources(kind).remove(id);
                    } else {
                        resources(kind).put(id, resource);
                    }
                }
            }
        }
    }
}
