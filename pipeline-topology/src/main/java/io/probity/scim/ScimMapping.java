package io.probity.scim;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How resources become rows.
 *
 * @param userId the attribute of a user that events carry as actor.id: userName, externalId or id
 * @param roles role by name of group; a group that is not named here is a role by its own name
 * @param teams names of groups that are teams; its first group in parentheses, where it has one, is the team's id; null for none
 */
public record ScimMapping(
        String userId, Map<String, String> roles, @Nullable Pattern teams) {
    public ScimMapping {
        roles = Map.copyOf(roles);
    }

    String role(String group) {
        return roles.getOrDefault(group, group);
    }

    /** Null where the group is no team. */
    @Nullable String team(String group) {
        var pattern = teams;
        if (pattern == null) {
            return null;
        }
        var matcher = pattern.matcher(group);
        if (!matcher.matches()) {
            return null;
        }
        return matcher.groupCount() > 0 && matcher.group(1) != null ? matcher.group(1) : group;
    }
}
