package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.Definitions;
import io.probity.model.Definition;
import io.probity.serde.AvroCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a catalog to audit.definitions as one publish: all of it comes into force at its commit, or none. */
public final class DefinitionPublisher {
    private static final String TOPIC = "audit.definitions";

    private final Map<String, Object> client;
    private final AvroCodec<Definition> codec;
    private final String subject;

    /**
     * @param client settings of a Kafka client, bootstrap.servers among them
     * @param subject registry subject of definitions
     */
    public DefinitionPublisher(Map<String, ?> client, AvroCodec<Definition> codec, String subject) {
        this.client = new HashMap<>(client);
        this.codec = codec;
        this.subject = subject;
    }

    /**
     * Publishes.
     *
     * @param publish a name for the publish that no other has had
     * @return how many definitions were written, the commit left out
     */
    public int publish(Catalog catalog, String publish) throws InterruptedException, ExecutionException {
        return publish(Definitions.publish(catalog, publish));
    }

    /**
     * Publishes definitions that were made before.
     *
     * @param definitions of one publish, its commit last
     * @return how many were written, the commit left out
     */
    int publish(List<Definition> definitions) throws InterruptedException, ExecutionException {
        try (var producer = new KafkaProducer<>(
                ClientConfigs.writer(client), new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var definition : definitions) {
                var key = definition.getKind() + "/" + definition.getId();
                sent.add(producer.send(
                        new ProducerRecord<>(TOPIC, key.getBytes(UTF_8), codec.encode(subject, definition))));
            }
            for (var each : sent) {
                each.get();
            }
        }
        return definitions.size() - 1;
    }
}
