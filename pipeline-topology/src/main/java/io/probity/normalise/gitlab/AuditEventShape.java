package io.probity.normalise.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.model.Target;
import io.probity.normalise.Item;
import io.probity.normalise.TypeNaming;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An audit event. What stands at the top holds against the same name in details; a difference is a warning. */
final class AuditEventShape {
    static final String TYPE_HEADER = "x-gitlab-audit-event-type";

    private static final Set<String> PLACED = Set.of(
            "id",
            "author_id",
            "author_name",
            "entity_id",
            "entity_type",
            "entity_path",
            "created_at",
            "ip_address",
            "target_id",
            "target_type",
            "event_type",
            "details");
    private static final String PROTECTED_BRANCH = "ProtectedBranch";
    private static final List<String> TWICE_SAID =
            List.of("author_name", "ip_address", "entity_path", "target_id", "target_type", "target_details");

    private final AuditEventTypes types;
    private final GitlabSettings settings;
    private final GitlabMessages messages;

    AuditEventShape(TypeNaming naming, GitlabMessages messages) {
        types = new AuditEventTypes(naming, messages);
        settings = new GitlabSettings(messages);
        this.messages = messages;
    }

    void read(Item item, Map<String, String> headers) {
        EventDraft draft = item.draft();
        draft.id = item.id("id");
        draft.effective = item.time("created_at");
        TWICE_SAID.forEach(name -> warnOfConflict(item, name));
        draft.actor = GitlabActors.author(item);
        draft.scope = GitlabScopes.entity(item);
        draft.target = target(item);
        String ip = said(item, "ip_address");
        draft.metadata = ip == null ? null : new Metadata(ip, null, null, null);
        types.name(item, headers.get(TYPE_HEADER));
        draft.action = action(item);
        if (draft.outcome == Outcome.UNKNOWN) {
            // GitLab writes an audit event when the thing is done; types about failures say so in the registry.
            boolean failed =
                    !item.at("details", "failed_login").isMissingNode() || messages.tellsOfFailure(item.at("details"));
            draft.outcome = failed ? Outcome.FAILURE : Outcome.SUCCESS;
        }
        draft.keep(data(item));
    }

    private static void warnOfConflict(Item item, String name) {
        String outer = Item.scalar(item.at(name));
        String inner = Item.scalar(item.at("details", name));
        if (outer != null && inner != null && !outer.equals(inner)) {
            item.draft().warn(WarningCode.FIELD_CONFLICT, name + " differs from details." + name);
        }
    }

    /** A field from the top, else from details; only single values. */
    static @Nullable String said(Item item, String name) {
        String outer = Item.scalar(item.at(name));
        return outer == null ? Item.scalar(item.at("details", name)) : outer;
    }

    private static @Nullable Target target(Item item) {
        String type = said(item, "target_type");
        String id = said(item, "target_id");
        String name = said(item, "target_details");
        return type == null && id == null && name == null ? null : new Target(type == null ? "" : type, id, name);
    }

    /** The git operation, the provider's own action, or the type: details have no schema that would say more. */
    private static String action(Item item) {
        for (var action : List.of(item.at("details", "custom_message", "action"), item.at("details", "action"))) {
            String word = Item.scalar(action);
            if (word != null) {
                return word;
            }
        }
        return item.draft().eventType;
    }

    private ObjectNode data(Item item) {
        ObjectNode data = details(item);
        for (var member : item.object().properties()) {
            boolean placed = PLACED.contains(member.getKey())
                    || (member.getKey().equals("target_details")
                            && member.getValue().isValueNode());
            if (!placed && !data.has(member.getKey())) {
                data.set(member.getKey(), member.getValue());
            }
        }
        settings.add(data);
        addBranch(item, data);
        return data;
    }

    /** A protected branch is the target by its name, and a target's name may be a person's, so a control could not read it there. */
    private static void addBranch(Item item, ObjectNode data) {
        String name = said(item, "target_details");
        if (PROTECTED_BRANCH.equals(said(item, "target_type"))) {
            BranchAccess.add(data);
            if (name != null && !data.has("branch")) {
                data.put("branch", name);
            }
        }
    }

    private static ObjectNode details(Item item) {
        JsonNode details = item.at("details");
        if (details instanceof ObjectNode object) {
            return object.deepCopy();
        }
        ObjectNode wrapped = item.object().objectNode();
        if (!details.isMissingNode()) {
            item.draft().warn(WarningCode.FIELD_COERCED, "details is not an object; it is kept as data.value");
            wrapped.set("value", details);
        }
        return wrapped;
    }
}
