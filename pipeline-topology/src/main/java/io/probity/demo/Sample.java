package io.probity.demo;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * One record that a sample producer sends.
 *
 * @param key what keeps related records in order
 * @param headers as upstream systems send them
 * @param events how many events the record carries, refused ones among them
 */
record Sample(String topic, String key, Body body, Map<String, String> headers, int events) {

    /** What the record holds. */
    sealed interface Body {
        /** Bytes as they are, well formed or not. */
        record Raw(byte[] bytes) implements Body {}

        /** A record to be sent in the registry's wire format. */
        record Avro(SpecificRecord record) implements Body {}
    }

    static Sample json(String topic, String key, byte[] value) {
        return new Sample(topic, key, new Body.Raw(value), Map.of(), 1);
    }

    byte[] bytes(Serializer<SpecificRecord> avro) {
        return switch (body) {
            case Body.Raw(byte[] bytes) -> bytes;
            case Body.Avro(SpecificRecord event) -> avro.serialize(topic, event);
        };
    }
}
