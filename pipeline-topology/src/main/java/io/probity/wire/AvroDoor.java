package io.probity.wire;

import io.probity.canonical.Hmac;
import io.probity.model.Entry;
import io.probity.serde.AvroCodec;
import io.probity.serde.Decoded;
import io.probity.serde.WireFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;

/**
 * The door of audit.accepted in the registry's wire format. The MAC covers the Avro payload and not the five bytes before it:
 * a schema id belongs to one registry, and a mirrored log must stay genuine under another.
 *
 * @param subject the registry subject of entries
 */
public record AvroDoor(AvroCodec<Entry> codec, String subject, Hmac intake) implements EntryDoor {

    @Override
    public Signed sign(byte[] key, Entry entry) {
        byte[] payload = codec.encodePayload(entry);
        return new Signed(WireFormat.frame(codec.preRegister(subject), payload), intake.of(length(key), key, payload));
    }

    @Override
    public Opened open(byte[] key, byte[] wire, Headers headers) {
        var header = headers.lastHeader(MAC_HEADER);
        if (wire == null || key == null || header == null || !WireFormat.isFramed(wire)) {
            return new Opened.Forged(wire == null ? new byte[0] : wire);
        }
        byte[] payload = Arrays.copyOfRange(wire, WireFormat.HEADER_BYTES, wire.length);
        if (!intake.matches(header.value(), length(key), key, payload)) {
            return new Opened.Forged(wire);
        }
        return switch (codec.tryDecode(wire)) {
            case Decoded.Value<Entry>(Entry entry, int schemaId) ->
                new Opened.Genuine(
                        entry, schemaId == codec.preRegister(subject) ? payload : codec.encodePayload(entry));
            case Decoded.Failed<Entry>(var fault, var detail) ->
                throw new IllegalStateException(
                        "intake signed an entry that cannot be read (" + fault + "): " + detail);
        };
    }

    private static byte[] length(byte[] key) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(key.length).array();
    }
}
