package io.probity.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import io.probity.draft.EventDraft;
import io.probity.model.AuditEvent;
import io.probity.model.Normaliser;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.normalise.Normalised;
import io.probity.normalise.Source;
import io.probity.normalise.Sources;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Raw events as controls see them: normalised, and their raw part projected. No digest, no key: nothing is sealed here. */
final class DraftedEvents {
    private static final Instant UNKNOWN_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final Source source;

    DraftedEvents(String name) {
        source = Sources.shipped().named(name).orElseThrow();
    }

    List<AuditEvent> of(JsonNode raw) {
        var events = new ArrayList<AuditEvent>();
        for (var result : source.normalise(raw, Map.of())) {
            if (result instanceof Normalised.Event(EventDraft draft, byte[] ignored)) {
                events.add(event(draft));
            }
        }
        return events;
    }

    private static AuditEvent event(EventDraft draft) {
        var scope = draft.scope == null ? new Scope("source", draft.source, null) : draft.scope;
        var at = draft.effective == null ? UNKNOWN_TIME : draft.effective;
        return new AuditEvent(
                draft.id == null ? "none" : draft.id,
                draft.eventType,
                "test",
                draft.source,
                draft.category,
                draft.action,
                draft.crud,
                draft.actor,
                scope,
                draft.subjects.isEmpty() ? List.of(new Subject(scope.getKind(), scope.getId())) : draft.subjects,
                draft.target,
                draft.outcome,
                at,
                null,
                at,
                draft.teamId,
                draft.sessionId,
                draft.requestId,
                draft.traceId,
                draft.spanId,
                draft.parentId,
                draft.data,
                draft.raw == null ? null : CanonicalJson.text(draft.fields.projectRaw(draft.raw)),
                draft.result,
                draft.metadata,
                draft.context,
                "none",
                new Normaliser("test", 1),
                List.of(),
                ByteBuffer.allocate(16));
    }
}
