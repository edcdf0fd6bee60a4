package io.probity.normalise.gitlab;

import io.probity.draft.Actors;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.Credential;
import io.probity.normalise.Item;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who did it, as far as GitLab says. */
final class GitlabActors {
    /** Users that GitLab makes for access tokens of projects and groups. */
    private static final Pattern TOKEN_USER = Pattern.compile("(project|group)_\\d+_bot.*");

    private static final Set<String> HOOKS_BY_USER_ID =
            Set.of("push", "tag_push", "repository_update", "user_failed_login");

    private GitlabActors() {}

    /**
     * The author of an audit event. A negative id is not a user: −1 nobody known or a CI token, −2 a deploy token, −3 a
     * deploy key. All deploy keys share −3, so the name makes the id, or two keys would pass for one actor.
     */
    static Actor author(Item item) {
        String id = item.id("author_id");
        String name = AuditEventShape.said(item, "author_name");
        if (id == null) {
            return Actors.of("", name, ActorKind.UNKNOWN, null);
        }
        return switch (id) {
            case "-1" -> Actors.of("", name, saysToken(item) ? ActorKind.TOKEN : ActorKind.UNKNOWN, null);
            case "-2" -> bearer("deploy_token", name);
            case "-3" -> bearer("deploy_key", name);
            default -> Actors.of(id, name, id.startsWith("-") ? ActorKind.UNKNOWN : kind(name), null);
        };
    }

    private static boolean saysToken(Item item) {
        String authorClass = Item.scalar(item.at("details", "author_class"));
        String said = authorClass == null ? AuditEventShape.said(item, "author_name") : authorClass;
        return said != null && said.toLowerCase(Locale.ROOT).matches(".*(token|runner).*");
    }

    private static Actor bearer(String kind, @Nullable String name) {
        String id = name == null ? kind : kind + ":" + name;
        return new Actor(id, name, ActorKind.TOKEN, null, null, new Credential(kind, name), null);
    }

    private static ActorKind kind(@Nullable String name) {
        return name != null && TOKEN_USER.matcher(name).matches() ? ActorKind.TOKEN : ActorKind.USER;
    }

    /**
     * The doer of a hook: its user object, or the flat fields of a push. In membership hooks the flat fields name the member,
     * not who made the change; GitLab does not say that.
     */
    static Actor doer(Item item, String word) {
        if (item.at("user").isObject()) {
            return user(item.id("user", "id"), item.id("user", "name"), item.id("user", "username"));
        }
        return HOOKS_BY_USER_ID.contains(word)
                ? user(
                        item.id("user_id"),
                        firstOf(item.id("user_name"), item.id("name")),
                        firstOf(item.id("user_username"), item.id("username")))
                : Actors.NOBODY;
    }

    private static Actor user(@Nullable String id, @Nullable String name, @Nullable String username) {
        if (id == null && name == null && username == null) {
            return Actors.NOBODY;
        }
        return Actors.of(id == null ? "" : id, firstOf(name, username), kind(username), null);
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }
}
