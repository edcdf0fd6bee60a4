package io.probity.wire;

import io.probity.canonical.WriterSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Rows of the state stores in Avro's single-object encoding: two marker bytes, the 64-bit fingerprint of the writer's
 * schema, the record (Avro 1.12 specification, "Single-object encoding"). No registry: a store must open while the
 * registry is away.
 */
public final class RowSerde<T extends SpecificRecordBase> implements Serde<T>, Serializer<T>, Deserializer<T> {
    private static final List<Schema> RELEASED = WriterSchemas.released().all();

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;
    private final ThreadLocal<ByteArrayOutputStream> buffers =
            ThreadLocal.withInitial(() -> new ByteArrayOutputStream(1024));

    /** Rows of one type, written by this build or by any release before it. */
    public RowSerde(Class<T> type) {
        this(type, RELEASED);
    }

    RowSerde(Class<T> type, List<Schema> earlier) {
        var data = SpecificData.getForClass(type);
        var schema = data.getSchema(type);
        encoder = new BinaryMessageEncoder<>(data, schema, false);
        decoder = new BinaryMessageDecoder<>(data, schema);
        earlier.stream()
                .filter(it -> it.getFullName().equals(schema.getFullName()))
                .forEach(decoder::addSchema);
    }

    @Override
    @SuppressWarnings("NullAway") // a tombstone is null, which Kafka's own annotations do not say
    public byte[] serialize(String topic, T row) {
        if (row == null) {
            return null;
        }
        var out = buffers.get();
        out.reset();
        try {
            encoder.encode(row, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    @Override
    @SuppressWarnings("NullAway") // as above
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return decoder.decode(bytes, null);
        } catch (IOException | AvroRuntimeException e) {
            throw new UnreadableRowException(
                    "a row of " + topic + " is not readable by this build: " + e.getMessage(), e);
        }
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void close() {
        buffers.remove();
    }

    @Override
    public void configure(java.util.Map<String, ?> configs, boolean isKey) {
        // nothing to configure: the schema ships with the program
    }
}
