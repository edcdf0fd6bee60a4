package io.probity.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.serde.AvroSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends samples as an upstream system would: acknowledged by all replicas, in order, idempotently. */
final class Player implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final AvroSerializer<SpecificRecord> avro = new AvroSerializer<>();

    Player(String bootstrapServers, String registryUrl) {
        avro.configure(Map.of("schema.registry.url", registryUrl), false);
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** Returns once every record is acknowledged. */
    void play(List<Sample> samples) throws InterruptedException, ExecutionException {
        var sent = new ArrayList<Future<RecordMetadata>>(samples.size());
        for (var sample : samples) {
            sent.add(producer.send(record(sample)));
        }
        producer.flush();
        for (var each : sent) {
            each.get();
        }
    }

    private ProducerRecord<String, byte[]> record(Sample sample) {
        byte[] value = sample.bytes(avro);
        var record = new ProducerRecord<>(sample.topic(), sample.key(), value);
        sample.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        avro.close();
    }
}
