package io.probity.serde;

import io.probity.registry.IncompatibleSchemaException;
import io.probity.registry.RegistryConfig;
import io.probity.registry.RegistryListener;
import io.probity.registry.RegistryUnavailableException;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroReading.Plan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's serializer for generated and generic records, made by class name from configuration, in the place of
 * Confluent's {@code KafkaAvroSerializer}; see {@link io.probity.registry.RegistryKey} for its configuration.
 *
 * @param <T> the records; anything but records of Avro is a {@link SerializationException}
 */
public class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {
    private @Nullable Session session;

    /** For Kafka, which then calls {@link #configure}. */
    public AvroSerializer() {}

    /** With a client that someone else closes. */
    public AvroSerializer(SchemaRegistryClient registry, RegistryConfig config, boolean isKey) {
        session = new Session(registry, config, isKey, false);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        var config = RegistryConfig.from(configs);
        var registry = SchemaRegistryClient.from(config, RegistryListener.SILENT);
        session = new Session(registry, config, isKey, true);
    }

    /**
     * @throws SerializationException if the record does not fit its schema, or the registry will not have it
     * @throws RegistryUnavailableException if the schema's id is not known here and no registry answers
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        if (session == null) {
            throw new IllegalStateException("configure() was not called");
        }
        try {
            return session.serialize(topic, value);
        } catch (RegistryUnavailableException away) {
            throw away;
        } catch (RuntimeException broken) {
            throw new SerializationException("cannot write to " + topic + ": " + broken.getMessage(), broken);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }

    /** @param schemaId what to write in front */
    private record Target(int schemaId, Schema schema) {}

    private static final class Session {
        private final SchemaRegistryClient registry;
        private final RegistryConfig config;
        private final boolean isKey;
        private final boolean ownsRegistry;
        private final Map<Schema, DatumWriter<IndexedRecord>> writers = new ConcurrentHashMap<>();

        Session(SchemaRegistryClient registry, RegistryConfig config, boolean isKey, boolean ownsRegistry) {
            ModelTrust.ensure();
            this.registry = registry;
            this.config = config;
            this.isKey = isKey;
            this.ownsRegistry = ownsRegistry;
        }

        byte[] serialize(String topic, IndexedRecord value) {
            var schema = value.getSchema();
            var subject = config.subject(topic, isKey, schema);
            var target = target(subject, schema);
            var writer = writers.computeIfAbsent(schema, s -> writer(value, s));
            if (target.schema().equals(schema)) {
                return AvroEncoding.framed(target.schemaId(), writer, value);
            }
            var translated = translated(subject, AvroEncoding.payload(writer, value), schema, target.schema());
            return AvroEncoding.framed(
                    target.schemaId(), new GenericDatumWriter<GenericRecord>(target.schema()), translated);
        }

        void close() {
            if (ownsRegistry) {
                registry.close();
            }
        }

        private Target target(String subject, Schema schema) {
            if (config.autoRegister()) {
                return new Target(registry.register(subject, schema), schema);
            }
            if (config.useLatest()) {
                var latest = registry.latest(subject);
                return new Target(latest.id(), latest.schema());
            }
            return new Target(registry.idOf(subject, schema), schema);
        }

        /** The record as the subject's newest version sees it: what that version does not have is left out. */
        private GenericRecord translated(String subject, byte[] payload, Schema from, Schema to) {
            var mismatch = AvroReading.mismatch(to, from);
            if (!mismatch.isEmpty()) {
                throw new IncompatibleSchemaException(
                        "the latest version of " + subject + " cannot hold the record: " + mismatch);
            }
            var plan = new Plan<>("", GenericAvroDecoder.reader(from, to));
            return new AvroReading<GenericRecord>(registry, Integer.MAX_VALUE, s -> plan)
                    .read(plan, -1, payload, 0)
                    .orThrow();
        }

        private static DatumWriter<IndexedRecord> writer(IndexedRecord value, Schema schema) {
            return value instanceof SpecificRecord
                    ? new SpecificDatumWriter<>(schema, SpecificModel.forWriting(value.getClass()))
                    : new GenericDatumWriter<>(schema, new GenericData());
        }
    }
}
