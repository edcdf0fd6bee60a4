package io.probity.evaluate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import io.probity.document.NearestName;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.BusinessContext;
import io.probity.model.Category;
import io.probity.model.Context;
import io.probity.model.Credential;
import io.probity.model.Crud;
import io.probity.model.GeoContext;
import io.probity.model.Metadata;
import io.probity.model.Money;
import io.probity.model.Normaliser;
import io.probity.model.Outcome;
import io.probity.model.Posture;
import io.probity.model.Principal;
import io.probity.model.Quota;
import io.probity.model.ResourceContext;
import io.probity.model.Result;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import io.probity.model.TeamContext;
import io.probity.model.TimeContext;
import io.probity.model.UserContext;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A canonical event of which only what matters is written, as inline tests of controls give it. The rest is filled in: an
 * event of the default type, at the start of 2026, in a scope named test, that is its own subject.
 */
public final class PartialEvent {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<String> KNOWN = new TreeSet<>(Arrays.asList(
            "id",
            "eventType",
            "timestamp",
            "source",
            "category",
            "action",
            "crud",
            "actor",
            "scope",
            "subjects",
            "target",
            "outcome",
            "teamId",
            "sessionId",
            "requestId",
            "traceId",
            "spanId",
            "parentId",
            "data",
            "raw",
            "result",
            "metadata",
            "context"));

    private PartialEvent() {}

    /** What the author misspelt: members that are no fields of an event, with the nearest that is. */
    static List<String> misspelt(JsonNode partial) {
        var wrong = new ArrayList<String>();
        partial.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                wrong.add("an event has no field `" + name + "`" + NearestName.hint(name, KNOWN));
            }
        });
        return wrong;
    }

    /**
     * Fills in the rest.
     *
     * @param type the event type where the event names none
     * @param kind the kind of scope where it names none
     */
    public static AuditEvent complete(JsonNode partial, String type, String kind) {
        var at = partial.has("timestamp")
                ? Instant.parse(partial.get("timestamp").asText())
                : THEN;
        var scope = scope(partial.path("scope"), kind);
        return new AuditEvent(
                text(partial, "id", "test"),
                text(partial, "eventType", type),
                "test",
                text(partial, "source", "test"),
                constant(Category.class, partial.path("category"), Category.OTHER),
                text(partial, "action", type),
                constant(Crud.class, partial.path("crud"), Crud.UNKNOWN),
                actor(partial.path("actor")),
                scope,
                subjects(partial.path("subjects"), scope),
                target(partial.path("target")),
                constant(Outcome.class, partial.path("outcome"), Outcome.SUCCESS),
                at,
                null,
                at,
                optional(partial, "teamId"),
                optional(partial, "sessionId"),
                optional(partial, "requestId"),
                optional(partial, "traceId"),
                optional(partial, "spanId"),
                optional(partial, "parentId"),
                partial.has("data") ? CanonicalJson.text(partial.get("data")) : "{}",
                partial.has("raw") ? CanonicalJson.text(partial.get("raw")) : null,
                List.of(),
                null,
                result(partial.path("result")),
                metadata(partial.path("metadata")),
                context(partial.path("context")),
                "test",
                new Normaliser("test", 1),
                List.of(),
                ByteBuffer.allocate(16));
    }

    private static Actor actor(JsonNode json) {
        return new Actor(
                text(json, "id", "somebody"),
                optional(json, "name"),
                constant(ActorKind.class, json.path("kind"), ActorKind.USER),
                flag(json.path("mfa")),
                principal(json.path("onBehalfOf")),
                credential(json.path("credential")),
                optional(json, "domain"));
    }

    private static @Nullable Principal principal(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Principal(
                        text(json, "id", ""),
                        optional(json, "name"),
                        constant(ActorKind.class, json.path("kind"), ActorKind.USER));
    }

    private static @Nullable Credential credential(JsonNode json) {
        return json.isMissingNode() ? null : new Credential(text(json, "kind", ""), optional(json, "id"));
    }

    private static Scope scope(JsonNode json, String kind) {
        return new Scope(text(json, "kind", kind), text(json, "id", "test"), optional(json, "path"));
    }

    private static List<Subject> subjects(JsonNode json, Scope scope) {
        return json.isMissingNode()
                ? List.of(new Subject(scope.getKind(), scope.getId()))
                : StreamSupport.stream(json.spliterator(), false)
                        .map(item -> new Subject(text(item, "kind", scope.getKind()), text(item, "id", "test")))
                        .toList();
    }

    private static @Nullable Target target(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Target(text(json, "type", "thing"), optional(json, "id"), optional(json, "name"));
    }

    private static @Nullable Result result(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Result(
                        optional(json, "status"),
                        optional(json, "desiredStateId"),
                        money(json.path("estimatedCost")),
                        flag(json.path("approvalRequired")),
                        optional(json, "deploymentId"));
    }

    private static @Nullable Metadata metadata(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Metadata(
                        optional(json, "clientIp"),
                        optional(json, "userAgent"),
                        json.has("processingTime") ? json.get("processingTime").longValue() : null,
                        json.has("resourceCount") ? json.get("resourceCount").intValue() : null);
    }

    private static @Nullable Context context(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Context(
                        user(json.path("user")),
                        team(json.path("team")),
                        time(json.path("time")),
                        resource(json.path("resource")),
                        business(json.path("business")),
                        geo(json.path("geo")),
                        List.of());
    }

    private static @Nullable UserContext user(JsonNode json) {
        if (json.isMissingNode()) {
            return null;
        }
        return new UserContext(
                words(json.path("roles")),
                optional(json, "department"),
                optional(json, "status"),
                words(json.path("permissions")),
                optional(json, "manager"));
    }

    private static List<String> words(JsonNode json) {
        var words = new ArrayList<String>();
        json.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static @Nullable TeamContext team(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new TeamContext(
                        optional(json, "name"),
                        optional(json, "businessUnit"),
                        optional(json, "costCentre"),
                        money(json.path("budget")),
                        StreamSupport.stream(json.path("quotas").spliterator(), false)
                                .map(quota -> new Quota(text(quota, "name", ""), text(quota, "limit", "0")))
                                .toList());
    }

    private static @Nullable ResourceContext resource(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new ResourceContext(
                        optional(json, "owner"),
                        optional(json, "team"),
                        optional(json, "environment"),
                        optional(json, "criticality"),
                        money(json.path("cost")),
                        optional(json, "lifecycle"),
                        posture(json.path("posture")));
    }

    private static @Nullable Posture posture(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Posture(
                        text(json, "standing", "passed"),
                        json.path("failed").asInt(),
                        json.path("pending").asInt(),
                        json.path("passed").asInt(),
                        json.path("critical").asInt(),
                        json.path("high").asInt(),
                        json.path("medium").asInt(),
                        json.path("low").asInt(),
                        json.path("info").asInt(),
                        json.path("risk").asLong(),
                        Instant.EPOCH);
    }

    private static @Nullable BusinessContext business(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new BusinessContext(optional(json, "unit"), optional(json, "costCentre"), optional(json, "project"));
    }

    private static @Nullable GeoContext geo(JsonNode json) {
        return json.isMissingNode() ? null : new GeoContext(optional(json, "country"), text(json, "network", "public"));
    }

    private static @Nullable TimeContext time(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new TimeContext(
                        text(json, "calendar", "default"),
                        text(json, "timeZone", "UTC"),
                        json.path("businessHours").asBoolean(),
                        optional(json, "maintenanceWindow"));
    }

    private static @Nullable Money money(JsonNode json) {
        return json.isMissingNode() ? null : new Money(text(json, "amount", "0"), text(json, "currency", ""));
    }

    private static @Nullable Boolean flag(JsonNode json) {
        return json.isBoolean() ? json.booleanValue() : null;
    }

    private static String text(JsonNode json, String name, String otherwise) {
        return json.hasNonNull(name) ? json.get(name).asText() : otherwise;
    }

    private static @Nullable String optional(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).asText() : null;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode json, E otherwise) {
        return json.isTextual() ? Enum.valueOf(type, json.asText().toUpperCase(Locale.ROOT)) : otherwise;
    }
}
