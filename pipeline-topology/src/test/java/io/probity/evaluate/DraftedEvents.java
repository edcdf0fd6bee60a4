package io.probity.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.EventDraft;
import io.probity.keys.KeyRing;
import io.probity.model.AuditEvent;
import io.probity.model.Normaliser;
import io.probity.normalise.Normalised;
import io.probity.normalise.Source;
import io.probity.normalise.Sources;
import io.probity.transform.EventSealer;
import io.probity.transform.Protection;
import io.probity.transform.Transformer;
import io.probity.wire.EntryLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Raw events as controls see them: normalised and protected, under keys that everybody knows. */
final class DraftedEvents {
    private static final Instant UNKNOWN_TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] KEY = new byte[32];

    private final Source source;
    private final EventSealer sealer =
            new EventSealer(Transformer.withKey(KEY), Protection.standard(KeyRing.known(KEY), false));

    DraftedEvents(String name) {
        source = Sources.shipped().named(name).orElseThrow();
    }

    List<AuditEvent> of(JsonNode raw) {
        var events = new ArrayList<AuditEvent>();
        for (var result : source.normalise(raw, Map.of())) {
            if (result instanceof Normalised.Event(EventDraft draft, byte[] bytes, var alone)) {
                events.add(sealer.seal(
                        draft,
                        "test",
                        bytes,
                        null,
                        draft.effective == null ? UNKNOWN_TIME : draft.effective,
                        new byte[16],
                        new Normaliser(source.name(), source.version()),
                        new EntryLimit(3 << 20)));
            }
        }
        return events;
    }
}
