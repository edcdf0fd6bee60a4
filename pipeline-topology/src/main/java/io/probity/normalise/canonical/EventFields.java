package io.probity.normalise.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.Category;
import io.probity.model.Credential;
import io.probity.model.Crud;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.model.Principal;
import io.probity.model.Target;
import io.probity.normalise.Item;
import io.probity.normalise.TypeNaming;
import io.probity.normalise.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members of the specification's event, in its own order. */
final class EventFields {
    private EventFields() {}

    static void read(Item item, TypeNaming naming) {
        EventDraft draft = item.draft();
        draft.id = item.id("id");
        draft.source = orElse(item.text("source"), "canonical");
        draft.effective = item.time("timestamp");
        draft.collected = item.time("collected");
        draft.teamId = item.id("teamId");
        draft.requestId = item.id("requestId");
        draft.traceId = item.id("traceId");
        draft.spanId = item.id("spanId");
        draft.parentId = item.id("parentId");
        draft.sequence = item.whole("sequence");
        draft.sessionId = sessionId(item);
        draft.actor = actor(item);
        draft.target = target(item);
        draft.metadata = metadata(item);
        draft.result = Results.read(item);
        draft.outcome = outcome(item);
        draft.action = orElse(item.text("action"), "");
        nameType(item, naming);
        if (draft.action.isEmpty()) {
            draft.action = draft.eventType;
        } else if (draft.crud == Crud.UNKNOWN) {
            draft.crud = Words.crud(draft.action);
        }
    }

    /** The registry's family holds: a producer that calls its deployments governance would hide them from a control. */
    private static void nameType(Item item, TypeNaming naming) {
        EventDraft draft = item.draft();
        @Nullable Category given = category(item);
        var type = naming.name(draft, orElse(item.text("eventType"), ""));
        if (type.isEmpty()) {
            draft.category = given == null ? Category.OTHER : given;
        } else if (given != null && given != draft.category) {
            draft.warn(WarningCode.CATEGORY_CONFLICT, "event says " + given + ", its type is " + draft.category);
        }
    }

    private static @Nullable Category category(Item item) {
        String word = item.text("category");
        if (word == null) {
            return null;
        }
        try {
            return Category.valueOf(
                    word.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_'));
        } catch (IllegalArgumentException e) {
            item.draft().warn(WarningCode.FIELD_UNREADABLE, "category " + word + " is none of the four families");
            return null;
        }
    }

    private static @Nullable String sessionId(Item item) {
        String outer = item.id("sessionId");
        String inner = item.id("metadata", "sessionId");
        if (outer != null && inner != null && !outer.equals(inner)) {
            item.draft().warn(WarningCode.FIELD_CONFLICT, "sessionId is " + outer + ", metadata.sessionId is " + inner);
        }
        return outer == null ? inner : outer;
    }

    /** An actor object, or the specification's userId, which names a user; the object is the outer word on itself. */
    private static Actor actor(Item item) {
        String userId = item.id("userId");
        if (!item.at("actor").isObject()) {
            String id = item.at("actor").isMissingNode() ? userId : item.id("actor");
            return Actors.of(orElse(id, ""), null, id == null ? ActorKind.UNKNOWN : ActorKind.USER, null);
        }
        String id = item.id("actor", "id");
        if (id != null && userId != null && !id.equals(userId)) {
            item.draft().warn(WarningCode.FIELD_CONFLICT, "actor.id is " + id + ", userId is " + userId);
        }
        return new Actor(
                orElse(id, orElse(userId, "")),
                item.text("actor", "name"),
                kind(item, userId == null ? ActorKind.UNKNOWN : ActorKind.USER, "actor", "kind"),
                item.flag("actor", "mfa"),
                principal(item),
                credential(item),
                null);
    }

    private static @Nullable Principal principal(Item item) {
        String id = item.id("actor", "onBehalfOf", "id");
        String name = item.text("actor", "onBehalfOf", "name");
        return id == null && name == null
                ? null
                : new Principal(orElse(id, ""), name, kind(item, ActorKind.UNKNOWN, "actor", "onBehalfOf", "kind"));
    }

    private static @Nullable Credential credential(Item item) {
        String kind = item.text("actor", "credential", "kind");
        String id = item.id("actor", "credential", "id");
        return kind == null && id == null ? null : new Credential(orElse(kind, ""), id);
    }

    private static ActorKind kind(Item item, ActorKind otherwise, String... path) {
        String word = item.text(path);
        if (word == null) {
            return otherwise;
        }
        try {
            return ActorKind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            item.draft().warn(WarningCode.FIELD_UNREADABLE, String.join(".", path) + " " + word + " is not known");
            return ActorKind.UNKNOWN;
        }
    }

    private static @Nullable Target target(Item item) {
        JsonNode given = item.at("target");
        if (given.isMissingNode()) {
            return null;
        }
        return given.isObject()
                ? new Target(
                        orElse(item.text("target", "type"), ""), item.id("target", "id"), item.text("target", "name"))
                : new Target("", item.id("target"), null);
    }

    private static @Nullable Metadata metadata(Item item) {
        if (!item.at("metadata").isObject()) {
            return null;
        }
        Long resources = item.whole("metadata", "resourceCount");
        return new Metadata(
                item.text("metadata", "clientIp"),
                item.text("metadata", "userAgent"),
                item.whole("metadata", "processingTime"),
                resources == null ? null : Math.clamp(resources, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static Outcome outcome(Item item) {
        String word = item.text("outcome");
        if (word == null) {
            word = item.draft().result == null ? null : item.draft().result.getStatus();
        }
        return word == null ? Outcome.UNKNOWN : Words.outcome(word);
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
