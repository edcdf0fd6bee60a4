package io.probity.wire;

import io.probity.canonical.Hmac;
import io.probity.model.Entry;
import io.probity.serde.AvroCodec;
import io.probity.serde.Decoded;
import io.probity.serde.SchemaFingerprint;
import io.probity.serde.WireFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;

/**
 * The door of audit.accepted in the registry's wire format. The MAC covers the fingerprint of the writer's schema and the
 * Avro payload, and not the five bytes between them: a schema id belongs to one registry, and a mirrored log must stay
 * genuine under another. So the id decides nothing. What bytes mean, the intake has signed; the id is no more than where to
 * look for a schema that this build does not know.
 *
 * @param subject the registry subject of entries
 */
public record AvroDoor(AvroCodec<Entry> codec, String subject, Hmac intake) implements EntryDoor {
    private static final int SEAL_BYTES = SchemaFingerprint.BYTES + Hmac.BYTES;

    @Override
    public Signed sign(byte[] key, Entry entry) {
        byte[] payload = codec.encodePayload(entry);
        return new Signed(
                WireFormat.frame(codec.preRegister(subject), payload), seal(codec.fingerprint(), key, payload));
    }

    /** What the header {@link #MAC_HEADER} holds. */
    byte[] seal(SchemaFingerprint writer, byte[] key, byte[] payload) {
        byte[] named = writer.toBytes();
        return ByteBuffer.allocate(SEAL_BYTES)
                .put(named)
                .put(intake.of(named, length(key), key, payload))
                .array();
    }

    @Override
    public Opened open(byte[] key, byte[] wire, Headers headers) {
        var header = headers.lastHeader(MAC_HEADER);
        if (wire == null || key == null || header == null || !WireFormat.isFramed(wire)) {
            return new Opened.Forged(wire == null ? new byte[0] : wire);
        }
        byte[] seal = header.value();
        byte[] payload = Arrays.copyOfRange(wire, WireFormat.HEADER_BYTES, wire.length);
        return isOurs(seal, key, payload) ? decoded(writer(seal), wire, payload) : new Opened.Forged(wire);
    }

    private boolean isOurs(byte[] seal, byte[] key, byte[] payload) {
        if (seal == null || seal.length != SEAL_BYTES) {
            return false;
        }
        byte[] named = Arrays.copyOf(seal, SchemaFingerprint.BYTES);
        byte[] mac = Arrays.copyOfRange(seal, SchemaFingerprint.BYTES, SEAL_BYTES);
        return intake.matches(mac, named, length(key), key, payload);
    }

    private static SchemaFingerprint writer(byte[] seal) {
        return new SchemaFingerprint(ByteBuffer.wrap(seal, 0, SchemaFingerprint.BYTES));
    }

    /** What the intake signed and nobody can read is a copy whose id was changed, or it is lost: either way it is told. */
    private Opened decoded(SchemaFingerprint writer, byte[] wire, byte[] payload) {
        return switch (codec.tryDecode(wire, writer)) {
            case Decoded.Value<Entry>(Entry entry, int schemaId) ->
                new Opened.Genuine(entry, writer.equals(codec.fingerprint()) ? payload : codec.encodePayload(entry));
            case Decoded.Failed<Entry> failed -> new Opened.Forged(wire);
        };
    }

    private static byte[] length(byte[] key) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(key.length).array();
    }
}
