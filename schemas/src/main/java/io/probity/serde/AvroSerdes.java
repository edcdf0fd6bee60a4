package io.probity.serde;

import io.probity.registry.RegistryConfig;
import io.probity.registry.SchemaRegistryClient;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Codecs and serdes that share one client of the registry.
 *
 * @param registry closed with this, which whoever made it does
 */
public record AvroSerdes(SchemaRegistryClient registry, RegistryConfig config) implements AutoCloseable {

    /** With a client of their own, which {@link SchemaRegistryClient#from(Map)} would make of the same configuration. */
    public static AvroSerdes connect(Map<String, ?> config) {
        return new AvroSerdes(SchemaRegistryClient.from(config), RegistryConfig.from(config));
    }

    /** The codec of a generated class. */
    public <T extends SpecificRecord> AvroCodec<T> codec(Class<T> type) {
        return new AvroCodec<>(type, registry, config);
    }

    /** Values of one generated class, under the subject that {@code value.subject.name.strategy} gives. */
    public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
        var codec = codec(type);
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : codec.encode(subject(topic, codec), value),
                (topic, bytes) -> bytes == null ? null : codec.decode(bytes));
    }

    /** What {@link #of} writes to this topic is registered under. */
    public <T extends SpecificRecord> String subject(String topic, AvroCodec<T> codec) {
        return config.subject(topic, false, codec.schema());
    }

    @Override
    public void close() {
        registry.close();
    }
}
