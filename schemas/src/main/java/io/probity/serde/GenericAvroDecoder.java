package io.probity.serde;

import io.probity.registry.RegistryConfig;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroReading.Plan;
import io.probity.serde.AvroReading.TooDeepException;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.StringType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Records by their writer's own schema, for producers whose schema is not ours. Strings and the keys of maps are
 * {@link String}s; logical types stay what they are made of. Safe for use by several threads.
 */
public final class GenericAvroDecoder {
    private final AvroReading<GenericRecord> reading;

    public GenericAvroDecoder(SchemaRegistryClient registry, RegistryConfig config) {
        this(registry, config.maxRecordBytes());
    }

    /** @param maxBytes longest record, header included */
    public GenericAvroDecoder(SchemaRegistryClient registry, int maxBytes) {
        this.reading = new AvroReading<>(registry, maxBytes, written -> plan(written, withStrings(written)));
    }

    /**
     * What the bytes hold.
     *
     * @throws io.probity.registry.RegistryUnavailableException if the schema is not known here and no registry answers
     */
    public Decoded<GenericRecord> tryDecode(byte[] bytes) {
        return reading.decode(bytes);
    }

    /**
     * The record in the bytes.
     *
     * @throws UndecodableException if there is none
     * @throws io.probity.registry.RegistryUnavailableException as above
     */
    public GenericRecord decode(byte[] bytes) {
        return tryDecode(bytes).orThrow();
    }

    static Plan<GenericRecord> plan(Schema written, Schema read) {
        if (written.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("a schema of type " + written.getType() + ", not RECORD");
        }
        return new Plan<>("", reader(written, read));
    }

    /** A reader for a reader's schema that is the writer's own, or reads all that it writes. */
    static GenericDatumReader<GenericRecord> reader(Schema written, Schema read) {
        var recursive = Recursion.isIn(written) || Recursion.isIn(read);
        var data = new GenericData();
        data.setFastReaderEnabled(!recursive);
        return recursive ? new DepthLimited(written, read, data) : new GenericDatumReader<>(written, read, data);
    }

    /** A copy that asks for Java's strings, unless the writer asked for something else. */
    private static Schema withStrings(Schema schema) {
        var copy = new Schema.Parser().setValidateDefaults(false).parse(schema.toString());
        askForStrings(copy, Collections.newSetFromMap(new IdentityHashMap<>()));
        return copy;
    }

    private static void askForStrings(Schema schema, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        switch (schema.getType()) {
            case STRING -> stringType(schema);
            case MAP -> {
                stringType(schema);
                askForStrings(schema.getValueType(), seen);
            }
            case ARRAY -> askForStrings(schema.getElementType(), seen);
            case UNION -> schema.getTypes().forEach(branch -> askForStrings(branch, seen));
            case RECORD -> schema.getFields().forEach(field -> askForStrings(field.schema(), seen));
            case ENUM, FIXED, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }

    private static void stringType(Schema schema) {
        if (schema.getObjectProp(GenericData.STRING_PROP) == null) {
            GenericData.setStringType(schema, StringType.String);
        }
    }

    /** Counts how deep it is in a record, since a recursive schema sets no limit. */
    private static final class DepthLimited extends GenericDatumReader<GenericRecord> {
        private final ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[1]);

        DepthLimited(Schema written, Schema read, GenericData data) {
            super(written, read, data);
        }

        @Override
        protected @Nullable Object read(@Nullable Object old, Schema expected, ResolvingDecoder in) throws IOException {
            if (expected.getType() == Schema.Type.UNION) {
                return super.read(old, expected, in); // comes back here with the branch
            }
            var now = depth.get();
            if (now[0] >= AvroReading.MAX_DEPTH) {
                throw new TooDeepException();
            }
            now[0]++;
            try {
                return super.read(old, expected, in);
            } finally {
                now[0]--;
            }
        }
    }
}
