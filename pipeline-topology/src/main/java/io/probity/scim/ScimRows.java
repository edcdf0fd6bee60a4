package io.probity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.context.UserHistory;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows that resources stand for. */
final class ScimRows {
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String LEFT = "left";

    private final ScimMapping mapping;
    private final ScimStore store;

    ScimRows(ScimMapping mapping, ScimStore store) {
        this.mapping = mapping;
        this.store = store;
    }

    /** The id that events carry; empty where the provider gave none. */
    String actorId(ObjectNode user) {
        return ScimPath.in(user, mapping.userId()).asText();
    }

    /**
     * A group as it is from now on.
     *
     * @param members ids of users; none of a group that goes
     */
    record Coming(String id, String name, Set<String> members) {
        static Coming of(ObjectNode group) {
            return new Coming(
                    group.path("id").asText(),
                    ScimPath.in(group, "displayName").asText(),
                    Set.copyOf(ScimRows.members(group)));
        }

        static Coming gone(String id) {
            return new Coming(id, "", Set.of());
        }
    }

    /**
     * A user's row with its history.
     *
     * @param coming a group that is not what it was; null where all are
     */
    UserRow user(ObjectNode user, @Nullable Coming coming, Instant now) {
        var id = actorId(user);
        @Nullable UserRow stands = store.user(id);
        var enterprise = ScimPath.in(user, ENTERPRISE);
        var active = ScimPath.in(user, "active");
        var said = new UserRow(
                id,
                name(user),
                roles(user, coming),
                text(ScimPath.in(enterprise, "department")),
                active.isMissingNode() || active.asBoolean(true) ? "active" : "suspended",
                stands == null ? null : stands.getCalendar(),
                values(ScimPath.in(user, "entitlements")),
                manager(ScimPath.in(enterprise, "manager")),
                stands == null ? now : null, // before it was pushed nothing is known
                List.of());
        return UserHistory.told(said, stands, now);
    }

    /** The row of somebody who is gone: late events are still told of what held before. Null where there is no row. */
    @Nullable UserRow left(String id, Instant now) {
        @Nullable UserRow stands = store.user(id);
        return stands == null
                ? null
                : UserHistory.told(
                        new UserRow(
                                id,
                                stands.getName(),
                                List.of(),
                                null,
                                LEFT,
                                stands.getCalendar(),
                                List.of(),
                                null,
                                null,
                                List.of()),
                        stands,
                        now);
    }

    /** The row of a group that is a team, with what others published of it; null where it is none. */
    @Nullable TeamRow team(ObjectNode group) {
        var name = ScimPath.in(group, "displayName").asText();
        @Nullable String id = mapping.team(name);
        if (id == null) {
            return null;
        }
        @Nullable TeamRow stands = store.team(id);
        return stands == null
                ? new TeamRow(id, name, null, null, null, null, List.of())
                : TeamRow.newBuilder(stands).setName(name).build();
    }

    private List<String> roles(ObjectNode user, @Nullable Coming coming) {
        var id = user.path("id").asText();
        var roles = new TreeSet<>(values(ScimPath.in(user, "roles")));
        for (var group : store.resources().groupsOf(id)) {
            if (coming == null || !coming.id().equals(group.path("id").asText())) {
                roles.add(mapping.role(ScimPath.in(group, "displayName").asText()));
            }
        }
        if (coming != null && coming.members().contains(id)) {
            roles.add(mapping.role(coming.name()));
        }
        return List.copyOf(roles);
    }

    /** Ids of a group's members. */
    static List<String> members(JsonNode group) {
        return values(ScimPath.in(group, "members"));
    }

    private static List<String> values(JsonNode given) {
        var values = new ArrayList<String>();
        for (var each : given) {
            var value = each.isObject() ? each.path("value") : each;
            if (value.isValueNode() && !value.asText().isBlank()) {
                values.add(value.asText());
            }
        }
        return values;
    }

    /** A user's id here, which is brought to the one that events carry; or what the provider gives in its place. */
    private @Nullable String manager(JsonNode given) {
        @Nullable String id = text(given.isObject() ? ScimPath.in(given, "value") : given);
        @Nullable ObjectNode known = id == null ? null : store.resources().get(ScimKind.USERS, id);
        return known == null ? id : actorId(known);
    }

    private static @Nullable String name(ObjectNode user) {
        @Nullable String shown = text(ScimPath.in(user, "displayName"));
        if (shown != null) {
            return shown;
        }
        var name = ScimPath.in(user, "name");
        @Nullable String formatted = text(ScimPath.in(name, "formatted"));
        if (formatted != null) {
            return formatted;
        }
        var both = (ScimPath.in(name, "givenName").asText()
                        + ' '
                        + ScimPath.in(name, "familyName").asText())
                .strip();
        return both.isEmpty() ? text(ScimPath.in(user, "userName")) : both;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? node.asText() : null;
    }
}
