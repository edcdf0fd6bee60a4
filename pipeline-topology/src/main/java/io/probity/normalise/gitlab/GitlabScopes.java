package io.probity.normalise.gitlab;

import io.probity.draft.WarningCode;
import io.probity.model.Scope;
import io.probity.normalise.Item;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where it happened: always by GitLab's immutable id, the path only as an attribute. */
final class GitlabScopes {
    private static final Set<String> KINDS = Set.of("instance", "group", "project", "user");

    private GitlabScopes() {}

    /** The entity of an audit event. */
    static @Nullable Scope entity(Item item) {
        String type = item.text("entity_type");
        String id = item.id("entity_id");
        if (type == null) {
            return null;
        }
        String kind = kind(type);
        if (!KINDS.contains(kind)) {
            item.draft().warn(WarningCode.SCOPE_UNEXPECTED, "entity_type " + type + " is none of GitLab's scopes");
        }
        return byId(item, kind, id, AuditEventShape.said(item, "entity_path"));
    }

    private static String kind(String type) {
        return switch (type) {
            case "Gitlab::Audit::InstanceScope" -> "instance";
            case "Namespaces::ProjectNamespace" -> "project";
            case "Namespaces::UserNamespace" -> "user";
            case "Namespace" -> "group";
            default -> type.substring(type.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
        };
    }

    /** The project, group or user of a hook; the instance where it names none. */
    static Scope hook(Item item, String word) {
        String path = pathOf(item, "path_with_namespace", "project_path_with_namespace");
        String project = firstId(item, "project_id", "target_project_id");
        if (project != null || path != null) {
            return byId(item, "project", project, path);
        }
        String group = item.at("group").isObject() ? item.id("group", "id") : item.id("group_id");
        if (group != null) {
            return byId(item, "group", group, pathOf(item, "full_path", "group_path"));
        }
        String user = item.id("user_id");
        if (user != null || item.at("username").isTextual()) {
            return byId(item, "user", user, item.id("username"));
        }
        return new Scope("instance", "1", null);
    }

    private static @Nullable String firstId(Item item, String flat, String attribute) {
        String id = item.id("project", "id");
        id = id == null ? item.id(flat) : id;
        id = id == null ? item.id("object_attributes", attribute) : id;
        return id == null ? item.id("object_attributes", flat) : id;
    }

    private static @Nullable String pathOf(Item item, String first, String second) {
        for (var name : new String[] {first, second}) {
            String path = Item.scalar(item.at("project", name));
            path = path == null ? Item.scalar(item.at("group", name)) : path;
            path = path == null ? Item.scalar(item.at(name)) : path;
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    private static Scope byId(Item item, String kind, @Nullable String id, @Nullable String path) {
        if (id != null) {
            return new Scope(kind, id, path);
        }
        item.draft()
                .warn(
                        WarningCode.FIELD_COERCED,
                        "no id of the " + kind + "; its path stands in and a rename will split its history");
        return new Scope(kind, path == null ? "unknown" : path, path);
    }
}
