package io.probity.transform;

import io.probity.draft.EventDraft;
import io.probity.draft.LateBytes;
import io.probity.model.AuditEvent;
import io.probity.model.Normaliser;
import io.probity.wire.EntryLimit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes an event of a draft, and protects what is personal in it where protection is on. For one thread. */
public final class EventSealer {
    private final Transformer transformer;
    private final @Nullable EventProtector protector;

    /** @param protection null where protection is off */
    public EventSealer(Transformer transformer, @Nullable Protection protection) {
        this.transformer = transformer;
        this.protector = protection == null ? null : protection.events();
    }

    /**
     * Seals a draft; it is not to be used afterwards.
     *
     * @param tenant bound by topic or credential, never by payload
     * @param sourceBytes canonical source bytes, which the contentKey is made of
     * @param original the source's bytes as they came; null for none
     * @param ingested the broker's time of the source record
     * @param salt 16 random bytes
     * @param limit beyond which values are encrypted in larger pieces
     * @throws io.probity.canonical.CanonicalFormException if a text cannot be UTF-8
     */
    public AuditEvent seal(
            EventDraft draft,
            String tenant,
            byte[] sourceBytes,
            @Nullable LateBytes original,
            Instant ingested,
            byte[] salt,
            Normaliser normaliser,
            EntryLimit limit) {
        if (protector == null) {
            return transformer.seal(draft, tenant, sourceBytes, ingested, salt, normaliser);
        }
        var bare = transformer.bare(draft, tenant, sourceBytes, ingested, salt, normaliser);
        return protector.protect(bare, draft, normaliser.getName(), original, limit);
    }
}
