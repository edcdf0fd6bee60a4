package io.probity.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.canonical.Hmac;
import io.probity.draft.EventDraft;
import io.probity.draft.MailDomain;
import io.probity.draft.WarningCode;
import io.probity.model.AuditEvent;
import io.probity.model.Normaliser;
import io.probity.model.Scope;
import io.probity.model.Subject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Seals a draft into an event. What a draft leaves open is decided here: the id, the scope, the subjects, the time.
 *
 * @param keyOf the key of a tenant's contentKeys
 */
public record Transformer(Function<String, Hmac> keyOf) {

    /** One key for every tenant. */
    public static Transformer withKey(byte[] key) {
        var hmac = new Hmac(key);
        return new Transformer(tenant -> hmac);
    }

    /**
     * Seals a draft; it is not to be used afterwards.
     *
     * @param tenant bound by topic or credential, never by payload
     * @param sourceBytes canonical source bytes, see {@code Normalised.Event}
     * @param ingested when the intake read it: the broker's time of the source record, UTC
     * @param salt 16 random bytes
     */
    public AuditEvent seal(
            EventDraft draft, String tenant, byte[] sourceBytes, Instant ingested, byte[] salt, Normaliser normaliser) {
        return seal(draft, tenant, sourceBytes, ingested, salt, normaliser, true);
    }

    /** The same without data, raw, around and warnings, which whoever protects the event adds. */
    AuditEvent bare(
            EventDraft draft, String tenant, byte[] sourceBytes, Instant ingested, byte[] salt, Normaliser normaliser) {
        return seal(draft, tenant, sourceBytes, ingested, salt, normaliser, false);
    }

    private AuditEvent seal(
            EventDraft draft,
            String tenant,
            byte[] sourceBytes,
            Instant ingested,
            byte[] salt,
            Normaliser normaliser,
            boolean whole) {
        String contentKey = EventDigest.hex(keyOf.apply(tenant).of(sourceBytes));
        Instant effective = draft.effective;
        if (effective == null) {
            draft.warn(WarningCode.TIME_MISSING, "no time was given; the ingest time stands in");
            effective = ingested;
        }
        Scope scope = draft.scope == null ? new Scope("source", draft.source, null) : draft.scope;
        return new AuditEvent(
                draft.id == null || draft.id.isBlank() ? contentKey : draft.id,
                draft.eventType,
                tenant,
                draft.source,
                draft.category,
                draft.action,
                draft.crud,
                MailDomain.told(draft.actor),
                scope,
                subjects(draft, scope),
                draft.target,
                draft.outcome,
                effective,
                draft.collected,
                ingested,
                draft.teamId,
                draft.sessionId,
                draft.requestId,
                draft.traceId,
                draft.spanId,
                draft.parentId,
                whole ? draft.data() : "{}",
                whole ? raw(draft) : null,
                whole ? around(draft) : List.of(),
                null,
                draft.result,
                draft.metadata,
                draft.context,
                contentKey,
                normaliser,
                whole ? draft.noted() : List.of(),
                ByteBuffer.wrap(salt));
    }

    /** Each subject once, in the draft's order: the first is home. */
    private static List<Subject> subjects(EventDraft draft, Scope scope) {
        return draft.subjects.isEmpty()
                ? List.of(new Subject(scope.getKind(), scope.getId()))
                : draft.subjects.stream().distinct().toList();
    }

    private static @Nullable String raw(EventDraft draft) {
        ObjectNode raw = draft.raw;
        return raw == null ? null : CanonicalJson.text(draft.fields.projectRaw(raw));
    }

    private static List<String> around(EventDraft draft) {
        return draft.around.objects().stream()
                .map(object -> CanonicalJson.text(draft.fields.projectRaw(object)))
                .toList();
    }
}
