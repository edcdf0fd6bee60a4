package io.probity.serde;

import io.probity.registry.RegistryConfig;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroReading.Plan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of one generated class to bytes and back. Safe for use by several threads; make one and keep it.
 *
 * @param <T> a generated class of {@code io.probity.model}, or one that Avro was told to trust
 */
public final class AvroCodec<T extends SpecificRecord> {
    private final SchemaRegistryClient registry;
    private final boolean autoRegister;
    private final Schema schema;
    private final SpecificDatumWriter<T> writer;
    private final AvroReading<T> reading;
    private final Plan<T> ownPlan;
    private final SchemaFingerprint fingerprint;
    private final boolean endsOpen;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    /** A codec for a generated class. */
    public AvroCodec(Class<T> type, SchemaRegistryClient registry, RegistryConfig config) {
        this(type, registry, config.autoRegister(), config.maxRecordBytes());
    }

    /**
     * A codec for a generated class.
     *
     * @param autoRegister whether a subject may be given our schema; otherwise it must have it
     * @param maxBytes longest record that is decoded, header included
     */
    public AvroCodec(Class<T> type, SchemaRegistryClient registry, boolean autoRegister, int maxBytes) {
        ModelTrust.ensure();
        this.registry = registry;
        this.autoRegister = autoRegister;
        this.schema = SpecificData.get().getSchema(type);
        this.writer = new SpecificDatumWriter<>(schema, SpecificModel.forWriting(type));
        this.reading = new AvroReading<>(registry, maxBytes, written -> plan(type, written));
        this.ownPlan = plan(type, schema);
        this.fingerprint = SchemaFingerprint.of(schema);
        this.endsOpen = endsOpen(schema);
        reading.know(fingerprint, ownPlan);
    }

    private static boolean endsOpen(Schema schema) {
        var last = schema.getFields().get(schema.getFields().size() - 1).schema();
        return last.isUnion()
                && last.getTypes().size() == 2
                && last.getTypes().get(0).getType() == Schema.Type.NULL;
    }

    /** The schema that records are written with. */
    public Schema schema() {
        return schema;
    }

    /** Names the schema that records are written with, in every registry. */
    public SchemaFingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * Finds the id for a subject now, so that neither writing there nor reading what this version wrote asks the registry
     * later: called for every subject at start, it lets a running pipeline outlive the registry.
     *
     * @return the schema's id
     * @throws io.probity.registry.RegistryException as {@link SchemaRegistryClient#register} or
     *     {@link SchemaRegistryClient#idOf} does
     */
    public int preRegister(String subject) {
        var known = ids.get(subject);
        if (known != null) {
            return known;
        }
        int id = autoRegister ? registry.register(subject, schema) : registry.idOf(subject, schema);
        ids.put(subject, id);
        reading.know(id, schema);
        return id;
    }

    /**
     * The record with its header.
     *
     * @param subject whose version the schema is, or becomes
     */
    public byte[] encode(String subject, T value) {
        return AvroEncoding.framed(preRegister(subject), writer, value);
    }

    /**
     * The record with its header, the last field taken from bytes: what was read need not be encoded again to be kept.
     *
     * @param open the record with null in its last field, whose schema is a union of null and one other, in this order
     * @param last the other's Avro bytes, as this build encodes it
     * @throws IllegalArgumentException if the last field is no such union, or not null
     */
    public byte[] encode(String subject, T open, byte[] last) {
        requireOpen(open);
        return AvroEncoding.framed(preRegister(subject), writer, open, last);
    }

    private void requireOpen(T open) {
        if (!endsOpen || open.get(schema.getFields().size() - 1) != null) {
            throw new IllegalArgumentException(schema.getFullName()
                    + " must end with a union of null and one other, and null in it, to be completed with bytes");
        }
    }

    /** The record without a header. */
    public byte[] encodePayload(T value) {
        return AvroEncoding.payload(writer, value);
    }

    /**
     * What the bytes hold.
     *
     * @throws io.probity.registry.RegistryUnavailableException if the schema is not known here and no registry answers:
     *     the world's fault, so not a result
     */
    public Decoded<T> tryDecode(byte[] bytes) {
        return reading.decode(bytes);
    }

    /**
     * What the bytes hold, by the schema that is known to have written them. The id in them says no more than where that
     * schema may be found: it is looked up once for each writer, and never for our own.
     *
     * @throws io.probity.registry.RegistryUnavailableException as above
     */
    public Decoded<T> tryDecode(byte[] bytes, SchemaFingerprint writer) {
        return reading.decode(bytes, writer);
    }

    /**
     * The record in the bytes.
     *
     * @throws UndecodableException if there is none
     * @throws io.probity.registry.RegistryUnavailableException as above
     */
    public T decode(byte[] bytes) {
        return tryDecode(bytes).orThrow();
    }

    /** What bytes without a header hold, written by this very version of the class. */
    public Decoded<T> tryDecodePayload(byte[] payload) {
        return reading.read(ownPlan, -1, payload, 0);
    }

    private Plan<T> plan(Class<T> type, Schema written) {
        if (!SchemaCompatibility.schemaNameEquals(schema, written)) {
            // Avro itself would read one record as another, as long as every field that is missing has a default
            return AvroReading.refusal("writes " + written.getFullName() + ", which is no " + schema.getFullName());
        }
        // Avro's fast reader goes over unwanted fields by calling itself; its other reader keeps a stack of its own.
        var fast = !Recursion.isIn(written);
        return new Plan<>(
                AvroReading.mismatch(schema, written),
                new SpecificDatumReader<>(written, schema, SpecificModel.forReading(type, fast)));
    }
}
