package io.probity.transform;

import io.probity.canonical.EventDigest;
import io.probity.model.Rejection;
import io.probity.wire.Routed;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/** Refusals in; for each an entry of the log out: that it happened and why, and the digest of what lies on audit.rejected. */
public final class RefusalStage {
    private final @Nullable Protection protection;

    /** @param protection null where protection is off */
    public RefusalStage(@Nullable Protection protection) {
        this.protection = protection;
    }

    /** The same refusals as they may be kept: before this nothing of them may be written anywhere. */
    public KStream<byte[], Rejection> kept(KStream<byte[], Rejection> refused) {
        return refused.processValues(
                () -> new ProtectProcessor(protection == null ? null : protection.refusals()),
                Named.as("protect-refused"));
    }

    /** The same refusals under the key that is kept of their record, so that no key is larger than a record may be. */
    public KStream<byte[], Rejection> keyed(KStream<byte[], Rejection> refused) {
        return refused.selectKey((key, rejection) -> key(rejection.getKey()), Named.as("key-refused"));
    }

    /** A key that is kept as a ciphertext is no key of the topic. */
    @SuppressWarnings("NullAway") // Kafka's word for no key is null
    private static byte[] key(@Nullable Object refused) {
        return refused instanceof ByteBuffer kept ? EventDigest.bytes(kept) : null;
    }

    public KStream<byte[], Routed> apply(KStream<byte[], Rejection> refused) {
        return refused.processValues(RefusalProcessor::new, Named.as("note-refusal"));
    }
}
