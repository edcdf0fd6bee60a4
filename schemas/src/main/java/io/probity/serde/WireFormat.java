package io.probity.serde;

import java.nio.ByteBuffer;

/**
 * Confluent's wire format: magic byte 0, schema id as four bytes big-endian, payload.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">
 *     Confluent's description</a>
 */
public final class WireFormat {
    /** The only version of the format there is. */
    public static final byte MAGIC = 0;

    /** Magic byte and schema id. */
    public static final int HEADER_BYTES = 5;

    private WireFormat() {}

    /** Whether the bytes start with a header. */
    public static boolean isFramed(byte[] bytes) {
        return bytes.length >= HEADER_BYTES && bytes[0] == MAGIC;
    }

    /**
     * The schema id in the header.
     *
     * @param bytes {@linkplain #isFramed framed}
     */
    public static int schemaId(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    /** The payload behind a header. */
    public static byte[] frame(int schemaId, byte[] payload) {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(payload)
                .array();
    }
}
