package io.probity.serde;

import io.probity.registry.RegistryConfig;
import io.probity.registry.SchemaRegistryClient;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serdes.WrapperSerde;

/**
 * {@link AvroSerializer} and {@link AvroDeserializer} together, for {@code default.value.serde} and the like.
 *
 * @param <T> the records
 */
public class AvroSerde<T extends IndexedRecord> extends WrapperSerde<T> {
    /** For Kafka, which then calls {@link #configure}. */
    public AvroSerde() {
        super(new AvroSerializer<>(), new AvroDeserializer<>());
    }

    /** With a client that someone else closes. */
    public AvroSerde(SchemaRegistryClient registry, RegistryConfig config, boolean isKey) {
        super(new AvroSerializer<>(registry, config, isKey), new AvroDeserializer<>(registry, config));
    }
}
