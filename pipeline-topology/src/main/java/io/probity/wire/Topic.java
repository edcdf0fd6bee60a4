package io.probity.wire;

import io.probity.model.Definition;
import io.probity.model.Entry;
import io.probity.model.Rejection;
import io.probity.model.SealedEntry;
import io.probity.registry.Compatibility;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.jspecify.annotations.Nullable;

/**
 * A topic, the types that travel on it, and the shape it must have on the broker. Holding them in one value makes it
 * impossible to read a topic with the wrong serde, or to create one that keeps its records for the wrong time.
 *
 * @param name the topic's name on the broker, and the suffix of its node in the topology
 * @param record the Avro record in its values, whose schema is registered at start; null where they are JSON
 * @param shape partitions, retention and compaction; docs/topics.md shows the same, and a test compares the two
 * @param partitioner where a record goes, by its key alone; null for Kafka's own hash of the key bytes
 */
public record Topic<K, V>(
        String name,
        @Nullable Class<? extends SpecificRecordBase> record,
        Serde<K> key,
        Serde<V> value,
        TopicShape shape,
        @Nullable StreamPartitioner<K, Object> partitioner) {

    /** Read for ever, by us above all; whatever else is on a topic has readers that we do not know. */
    private static final Set<Class<?>> LOGS = Set.of(Entry.class, SealedEntry.class, Rejection.class, Definition.class);

    /**
     * The rule by which new versions of the schema are judged. Logs: a new reader must read every old record. Outputs and tables:
     * both ways, since a reader may be older than the writer, however long the topic keeps its records.
     */
    public Compatibility compatibility() {
        return record != null && LOGS.contains(record)
                ? Compatibility.BACKWARD_TRANSITIVE
                : Compatibility.FULL_TRANSITIVE;
    }

    /** Opens this topic as a stream; the node is named {@code read-<topic>}. */
    public KStream<K, V> read(StreamsBuilder builder) {
        return builder.stream(name, Consumed.with(key, value).withName("read-" + name));
    }

    /** Opens this topic with its keys as the bytes they are on the wire. */
    public KStream<byte[], V> readValues(StreamsBuilder builder) {
        return builder.stream(name, Consumed.with(Serdes.ByteArray(), value).withName("read-" + name));
    }

    /** Ends a stream in this topic; the node is named {@code write-<topic>}. */
    public void write(KStream<K, V> stream) {
        writeAs(stream, "write-" + name);
    }

    /** Ends one of several streams in the topics that its records name; the node is named by this one, {@code write-<topic>-<which>}. */
    public void writeTo(KStream<K, V> stream, TopicNameExtractor<K, V> topics, String which) {
        stream.to(topics, Produced.with(key, value).withName("write-" + name + "-" + which));
    }

    /** Ends one of several streams in this topic; the node is named {@code write-<topic>-<which>}. */
    public void write(KStream<K, V> stream, String which) {
        writeAs(stream, "write-" + name + "-" + which);
    }

    /** Ends a stream of values that are encoded already in this topic. */
    public void writeEncoded(KStream<K, byte[]> stream) {
        var produced = Produced.with(key, Serdes.ByteArray()).withName("write-" + name);
        stream.to(name, partitioner == null ? produced : produced.withStreamPartitioner(partitioner));
    }

    private void writeAs(KStream<K, V> stream, String node) {
        var produced = Produced.with(key, value).withName(node);
        stream.to(name, partitioner == null ? produced : produced.withStreamPartitioner(partitioner));
    }
}
