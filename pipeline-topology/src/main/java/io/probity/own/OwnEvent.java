package io.probity.own;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.model.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of source {@code probity} in the canonical shape of docs/sources.md. The same finding always makes the same bytes
 * under the same id, so that one that is told twice, after a kill or by a second reading, is a duplicate and nothing more.
 *
 * @param tenant whose log it enters; the topic says so, not the record
 * @param id of {@link #id}
 * @param type as event-types/probity.yaml registers it
 * @param at when it happened, to the millisecond
 * @param kind of the subject that it concerns
 * @param subject its id
 * @param scope where it is; null: the subject is its own scope
 * @param actor who did it, by an immutable id; null where nobody did
 * @param data what docs/event-types.md says of the type
 */
public record OwnEvent(
        String tenant,
        String id,
        String type,
        Instant at,
        String kind,
        String subject,
        @Nullable Scope scope,
        @Nullable String actor,
        ObjectNode data) {
    /** The source that these events are of. */
    public static final String SOURCE = "probity";

    /** Whether a text names the source, however it is spelt. */
    public static boolean isSource(@Nullable String text) {
        return text != null && text.strip().equalsIgnoreCase(SOURCE);
    }

    /**
     * One that concerns a source.
     *
     * @param source its id, which is subject and scope
     */
    public OwnEvent(
            String tenant, String id, String type, Instant at, String source, @Nullable String actor, ObjectNode data) {
        this(tenant, id, type, at, "source", source, null, actor, data);
    }

    /** What its record is keyed by: tenant and subject. The tenant says on which topic it goes. */
    public String key() {
        return tenant + '|' + subject;
    }

    /** An id that only what is told decides: the type, and SHA-256 over the parts as a JSON array. */
    public static String id(String type, List<String> parts) {
        var told = JsonNodeFactory.instance.arrayNode();
        parts.forEach(told::add);
        return type
                + '-'
                + EventDigest.hex(EventDigest.sha256(CanonicalJson.text(told).getBytes(UTF_8)));
    }

    /** The record's value: canonical JSON. */
    public byte[] json() {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("id", id)
                .put("eventType", type)
                .put("timestamp", at.toString())
                .put("source", SOURCE)
                .put("action", type);
        if (actor != null) {
            event.putObject("actor").put("id", actor).put("kind", "user");
        }
        var where = event.putObject("scope");
        where.put("kind", scope == null ? kind : scope.getKind()).put("id", scope == null ? subject : scope.getId());
        if (scope != null && scope.getPath() != null) {
            where.put("path", scope.getPath());
        }
        event.putArray("subjects").addObject().put("kind", kind).put("id", subject);
        event.set("data", data);
        return CanonicalJson.text(event).getBytes(UTF_8);
    }
}
