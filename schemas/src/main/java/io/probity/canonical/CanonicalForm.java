package io.probity.canonical;

import io.probity.model.AuditEvent;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form E of a record: RFC 8785 JSON of a restricted projection, the bytes that the event digest is taken of
 * and that the cold tier keeps. The rules, with an example, are in docs/canonical-form.md.
 *
 * <p>It belongs to the schema that the record was written with. Never recompute it of a record that was read through a
 * newer schema: take the writer's from {@link WriterSchemas} and read a generic record.
 *
 * <p>Compiling costs about a millisecond, so keep the instance. Instances are immutable and may be shared.
 */
public final class CanonicalForm {
    private static final ThreadLocal<JsonBytes> BUFFERS = ThreadLocal.withInitial(JsonBytes::new);

    private final Schema schema;
    private final String fingerprint;
    private final String tags;
    private final ValueWriter document;
    /** Another instance of the schema that was found to be alike; a cache of one, and harmless to lose. */
    private volatile @Nullable Schema alike;

    private CanonicalForm(Schema schema) {
        this.schema = schema;
        this.fingerprint = WriterSchemas.fingerprint(schema);
        this.tags = FieldTag.digest(schema);
        this.document = FormCompiler.document(schema, Map.of("schema", fingerprint, "tags", tags));
    }

    /**
     * The canonical form of an event that was made with this build's schema.
     *
     * @throws CanonicalFormException naming the field, if the event has no canonical form; intake refuses it
     */
    public static byte[] of(AuditEvent event) {
        return ofEvents().write(event);
    }

    /** The form of events in this build's schema. */
    public static CanonicalForm ofEvents() {
        return Events.FORM;
    }

    /**
     * The form of a writer's schema.
     *
     * @throws IllegalArgumentException naming the field that has no canonical form: a float or double, a logical type
     *     other than timestamp-micros, a union whose branches look alike in JSON, a record that holds itself, a field at
     *     the top that is called schema or tags
     */
    public static CanonicalForm compiledFor(Schema writer) {
        return new CanonicalForm(writer);
    }

    /**
     * The canonical form of a record, generic or specific.
     *
     * @throws CanonicalFormException naming the field, if the record has no canonical form
     * @throws IllegalArgumentException if the record is of another schema
     */
    public byte[] write(IndexedRecord record) {
        var buffer = fill(record);
        byte[] form = buffer.copy();
        buffer.clear();
        return form;
    }

    /** SHA-256 of {@link #write}, 32 bytes, without a copy of the form. Throws what write throws. */
    public byte[] digest(IndexedRecord record) {
        var buffer = fill(record);
        byte[] digest = EventDigest.sha256(buffer.array(), 0, buffer.length());
        buffer.clear();
        return digest;
    }

    /** What the form's member {@code schema} says: SHA-256 of the schema's Avro Parsing Canonical Form, in hex. */
    public String fingerprint() {
        return fingerprint;
    }

    /** What the form's member {@code tags} says: digest of how the schema classifies its fields, in hex. */
    public String tags() {
        return tags;
    }

    private JsonBytes fill(IndexedRecord record) {
        requireOwn(record.getSchema());
        var buffer = BUFFERS.get();
        buffer.clear(); // an exception may have left half a record
        document.write(record, buffer);
        return buffer;
    }

    @SuppressWarnings("ReferenceEquality") // the same instance is the common case, and comparing schemas is dear
    private void requireOwn(Schema given) {
        if (given == schema || given == alike) {
            return;
        }
        if (!WriterSchemas.fingerprint(given).equals(fingerprint) || !Objects.equals(FieldTag.digest(given), tags)) {
            throw new IllegalArgumentException("a record of " + given.getFullName() + " "
                    + WriterSchemas.fingerprint(given) + " was given to the form of " + schema.getFullName() + " "
                    + fingerprint);
        }
        alike = given;
    }

    /** Compiled on first use. */
    private static final class Events {
        static final CanonicalForm FORM = compiledFor(AuditEvent.getClassSchema());
    }
}
