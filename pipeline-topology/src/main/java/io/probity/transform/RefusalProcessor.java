package io.probity.transform;

import io.probity.canonical.EventDigest;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Origin;
import io.probity.model.Protected;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.RejectionDigest;
import io.probity.rejected.Place;
import io.probity.wire.EntryKey;
import io.probity.wire.Routed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Makes a refusal an entry of the log, and counts it by its reason for the metrics. */
final class RefusalProcessor extends ContextualFixedKeyProcessor<byte[], Rejection, Routed> {
    private final Map<Reason, Sensor> counts = new EnumMap<>(Reason.class);

    @Override
    public void process(FixedKeyRecord<byte[], Rejection> record) {
        counts.computeIfAbsent(record.value().getReason(), this::sensor).record();
        context().forward(record.withValue(entry(record.value())));
    }

    /** Kafka names the metric stream-refusal-metrics/refused-total, with the reason in the tag refusal-id. */
    private Sensor sensor(Reason reason) {
        return context()
                .metrics()
                .addRateTotalSensor("refusal", reason.name().toLowerCase(Locale.ROOT), "refused", RecordingLevel.INFO);
    }

    private static Routed entry(Rejection rejection) {
        var digest = ByteBuffer.wrap(EventDigest.sha256(bytes(rejection.getValue())));
        var note = new RejectionDigest(rejection.getSource(), rejection.getStage(), rejection.getReason(), digest);
        return new Routed(
                key(rejection.getTenant(), rejection.getOrigin()),
                new Entry(EntryKind.REJECTION, rejection.getTenant(), rejection.getOrigin(), digest, note));
    }

    /** The value as it lies on audit.rejected: of a protected one the ciphertext, so that its digest outlives the key. */
    private static byte[] bytes(@Nullable Object value) {
        return switch (value) {
            case ByteBuffer clear -> EventDigest.bytes(clear);
            case Protected hidden when hidden.getC() != null -> EventDigest.bytes(hidden.getC());
            case null, default -> new byte[0];
        };
    }

    /** Refusals spread over the log by where they came from: they have no subject. */
    private static EntryKey key(String tenant, Origin origin) {
        var place = tenant + "|refused/" + Place.of(origin);
        return new EntryKey(place.getBytes(StandardCharsets.UTF_8), false);
    }
}
