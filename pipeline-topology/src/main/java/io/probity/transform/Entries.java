package io.probity.transform;

import io.probity.canonical.CanonicalFormException;
import io.probity.canonical.EventDigest;
import io.probity.draft.Passage;
import io.probity.draft.Passage.Drafted;
import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Mention;
import io.probity.model.Normaliser;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.model.Subject;
import io.probity.wire.EntryKey;
import io.probity.wire.EntryLimit;
import io.probity.wire.Routed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Makes an event the entries of the log: whole for its home subject, a mention for each other one. Pure but for the salts.
 *
 * @param sealer makes the event of a draft, protected or not
 * @param versions version of a source's normaliser
 * @param salts 16 random bytes each time
 * @param limit how large an event may have become, with its warnings, its context and the provider's object beside its data
 */
public record Entries(EventSealer sealer, ToIntFunction<String> versions, Supplier<byte[]> salts, EntryLimit limit) {

    /** One passage for each entry, or one refusal. */
    public List<Passage<Routed>> of(Drafted drafted) {
        var arrival = drafted.arrival();
        try {
            var event = sealer.seal(
                    drafted.event(),
                    arrival.tenant(),
                    drafted.sourceBytes(),
                    arrival.value(),
                    arrival.ingested(),
                    salts.get(),
                    new Normaliser(arrival.source(), versions.applyAsInt(arrival.source())),
                    limit);
            var excess = limit.excess(event);
            if (excess != null) {
                return List.of(drafted.refuse("transform", Reason.TOO_LARGE, excess));
            }
            var digest = ByteBuffer.wrap(EventDigest.of(event));
            return entries(arrival.tenant(), event, digest, arrival.origin());
        } catch (CanonicalFormException noForm) {
            return List.of(drafted.refuse("transform", Reason.INVALID_FIELD, String.valueOf(noForm.getMessage())));
        }
    }

    private static List<Passage<Routed>> entries(String tenant, AuditEvent event, ByteBuffer digest, Origin origin) {
        var subjects = event.getSubjects();
        var told = new HashSet<Subject>();
        var entries = new ArrayList<Passage<Routed>>(subjects.size());
        for (var subject : subjects) {
            if (told.add(subject)) {
                var entry = entries.isEmpty()
                        ? new Entry(EntryKind.EVENT, tenant, origin, digest, event)
                        : new Entry(EntryKind.MENTION, tenant, origin, digest, new Mention(subject, event));
                entries.add(new Passage.On<>(new Routed(EntryKey.of(tenant, subject), entry)));
            }
        }
        return entries;
    }
}
