package io.probity.serde;

import io.probity.canonical.EventDigest;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Names a writer's schema wherever it is registered: the first 128 bits of the SHA-256 of its Avro Parsing Canonical Form,
 * which holds all that decoding asks of a writer's schema. Nobody finds a second schema to a given one at that length.
 *
 * @param bytes {@value #BYTES} of them
 */
public record SchemaFingerprint(ByteBuffer bytes) {
    /** Bytes of a fingerprint. */
    public static final int BYTES = 16;

    public SchemaFingerprint {
        if (bytes.remaining() != BYTES) {
            throw new IllegalArgumentException("a fingerprint has " + BYTES + " bytes, not " + bytes.remaining());
        }
    }

    /** That of a schema; takes microseconds, so keep it. */
    public static SchemaFingerprint of(Schema schema) {
        try {
            return new SchemaFingerprint(
                    ByteBuffer.wrap(SchemaNormalization.parsingFingerprint("SHA-256", schema), 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return EventDigest.bytes(bytes);
    }
}
