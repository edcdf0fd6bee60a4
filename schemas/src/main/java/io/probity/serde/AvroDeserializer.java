package io.probity.serde;

import io.probity.registry.RegistryConfig;
import io.probity.registry.RegistryListener;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroReading.Plan;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's deserializer for generated and generic records, made by class name from configuration, in the place of
 * Confluent's {@code KafkaAvroDeserializer}; see {@link io.probity.registry.RegistryKey} for its configuration.
 *
 * <p>With {@code specific.avro.reader=true} the record is of the generated class that the writer's schema names, if Avro
 * was told to trust it; without, it is a {@link org.apache.avro.generic.GenericRecord} of the writer's very schema, so that whoever passes it on
 * registers no version of his own; its text is Avro's {@link org.apache.avro.util.Utf8} unless that schema asks otherwise.
 *
 * @param <T> what the reader expects; not checked here
 */
public class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {
    private @Nullable AvroReading<T> reading;
    private @Nullable SchemaRegistryClient owned;

    /** For Kafka, which then calls {@link #configure}. */
    public AvroDeserializer() {}

    /** With a client that someone else closes. */
    public AvroDeserializer(SchemaRegistryClient registry, RegistryConfig config) {
        reading = reading(registry, config);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        var config = RegistryConfig.from(configs);
        owned = SchemaRegistryClient.from(config, RegistryListener.SILENT);
        reading = reading(owned, config);
    }

    /**
     * @throws UndecodableException if the bytes are no record
     * @throws io.probity.registry.RegistryUnavailableException if the schema is not known here and no registry answers
     */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        if (reading == null) {
            throw new IllegalStateException("configure() was not called");
        }
        return reading.decode(data).orThrow();
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }

    private static <T extends IndexedRecord> AvroReading<T> reading(
            SchemaRegistryClient registry, RegistryConfig config) {
        ModelTrust.ensure();
        return new AvroReading<>(
                registry,
                config.maxRecordBytes(),
                written -> config.specificReader() ? specific(written) : generic(written));
    }

    private static <T extends IndexedRecord> Plan<T> specific(Schema written) {
        Class<?> type = SpecificData.get().getClass(written);
        if (type == null || !ModelTrust.isRecord(type)) {
            throw new IllegalArgumentException(
                    "no generated class that Avro was told to trust is named " + written.getFullName());
        }
        var own = SpecificData.get().getSchema(type);
        var fast = !Recursion.isIn(written);
        return new Plan<>(
                AvroReading.mismatch(own, written),
                new SpecificDatumReader<>(written, own, SpecificModel.forReading(type, fast)));
    }

    @SuppressWarnings("unchecked") // the caller's T is a promise, as it is with any of Kafka's deserializers
    private static <T extends IndexedRecord> Plan<T> generic(Schema written) {
        return (Plan<T>) GenericAvroDecoder.plan(written, written);
    }
}
