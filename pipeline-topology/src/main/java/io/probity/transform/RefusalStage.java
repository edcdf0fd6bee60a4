package io.probity.transform;

import io.probity.canonical.EventDigest;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Origin;
import io.probity.model.Rejection;
import io.probity.model.RejectionDigest;
import io.probity.wire.EntryKey;
import io.probity.wire.Routed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/** Refusals in; for each an entry of the log out: that it happened and why, and the digest of what lies on audit.rejected. */
public final class RefusalStage {

    public KStream<byte[], Routed> apply(KStream<byte[], Rejection> refused) {
        return refused.mapValues(RefusalStage::entry, Named.as("note-refusal"));
    }

    private static Routed entry(Rejection rejection) {
        var digest = ByteBuffer.wrap(EventDigest.sha256(bytes(rejection.getValue())));
        var note = new RejectionDigest(rejection.getSource(), rejection.getStage(), rejection.getReason(), digest);
        return new Routed(
                key(rejection.getTenant(), rejection.getOrigin()),
                new Entry(EntryKind.REJECTION, rejection.getTenant(), rejection.getOrigin(), digest, note));
    }

    private static byte[] bytes(@Nullable ByteBuffer value) {
        var bytes = new byte[value == null ? 0 : value.remaining()];
        if (value != null) {
            value.duplicate().get(bytes);
        }
        return bytes;
    }

    /** Refusals spread over the log by where they came from: they have no subject. */
    private static EntryKey key(String tenant, Origin origin) {
        var place = tenant + "|refused/" + origin.getTopic() + '/' + origin.getPartition() + '/' + origin.getOffset()
                + '/' + origin.getItem();
        return new EntryKey(place.getBytes(StandardCharsets.UTF_8), false);
    }
}
