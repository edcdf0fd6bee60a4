package io.probity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * What a ciphertext is bound to: tenant, schema, field path and event id, each in UTF-8 with its length before it as four bytes.
 * Moved to another field, event or tenant, it does not open.
 */
public final class Aad {
    private final byte[] head;
    private final byte[] tail;

    /**
     * What all fields of a record share.
     *
     * @param schema full name of the record's schema
     * @param id the event's id; of a refused record {@code topic/partition/offset/item}
     */
    public Aad(String tenant, String schema, String id) {
        var tenantBytes = tenant.getBytes(UTF_8);
        var schemaBytes = schema.getBytes(UTF_8);
        var idBytes = id.getBytes(UTF_8);
        head = ByteBuffer.allocate(8 + tenantBytes.length + schemaBytes.length)
                .putInt(tenantBytes.length)
                .put(tenantBytes)
                .putInt(schemaBytes.length)
                .put(schemaBytes)
                .array();
        tail = ByteBuffer.allocate(4 + idBytes.length)
                .putInt(idBytes.length)
                .put(idBytes)
                .array();
    }

    /** Of one field: {@code actor/name}, {@code data/reviewers}; the items of a list are at the list's own path. */
    byte[] of(CharSequence path) {
        var bytes = path.toString().getBytes(UTF_8);
        return ByteBuffer.allocate(head.length + 4 + bytes.length + tail.length)
                .put(head)
                .putInt(bytes.length)
                .put(bytes)
                .put(tail)
                .array();
    }
}
