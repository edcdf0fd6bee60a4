package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.serde.Decoded;
import io.probity.wire.Topic;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The topic of a table, for whoever reads and writes its rows outside of a topology. All of them are on one partition. */
record TableTopic<V extends SpecificRecordBase>(String name, Class<V> type, AvroCodec<V> codec, String subject) {
    @SuppressWarnings("unchecked") // a topic's record class is that of its values
    static <V extends SpecificRecordBase> TableTopic<V> of(Topic<String, V> topic, AvroSerdes avro) {
        var type = (Class<V>) Objects.requireNonNull(topic.record(), "a table has records");
        var codec = avro.codec(type);
        return new TableTopic<>(topic.name(), type, codec, avro.subject(topic.name(), codec));
    }

    TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /** The key of a record without the tenant and its bar; null where it is another tenant's. */
    static @Nullable String key(ConsumerRecord<byte[], byte[]> record, String tenant) {
        var key = record.key() == null ? "" : new String(record.key(), UTF_8);
        return key.startsWith(tenant + '|') ? key.substring(tenant.length() + 1) : null;
    }

    /** Null where the bytes are no row, which the pipeline passes over as well. */
    @Nullable V row(byte[] value) {
        return codec.tryDecode(value) instanceof Decoded.Value<V>(V row, int id) ? row : null;
    }

    /**
     * A record that puts a row in force or takes it back.
     *
     * @param key without the tenant
     * @param row of this table; null takes it back
     */
    @SuppressWarnings("NullAway") // a tombstone is null, which Kafka's own annotations do not say
    ProducerRecord<byte[], byte[]> record(String tenant, String key, @Nullable SpecificRecordBase row) {
        return new ProducerRecord<>(
                name, (tenant + '|' + key).getBytes(UTF_8), row == null ? null : codec.encode(subject, type.cast(row)));
    }
}
