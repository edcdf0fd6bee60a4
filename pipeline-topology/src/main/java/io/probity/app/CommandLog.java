package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Command;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Partitioning;
import io.probity.wire.Topic;
import io.probity.wire.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of orders, for whoever gives one. */
public final class CommandLog implements AutoCloseable {
    private final ClientConfigs configs;
    private final SchemaRegistryClient registry;
    private final AvroCodec<Command> codec;
    private final String subject;
    private final Topic<byte[], byte[]> topic;

    private CommandLog(
            ClientConfigs configs,
            SchemaRegistryClient registry,
            AvroCodec<Command> codec,
            String subject,
            Topic<byte[], byte[]> topic) {
        this.configs = configs;
        this.registry = registry;
        this.codec = codec;
        this.subject = subject;
        this.topic = topic;
    }

    /**
     * Opens the topic, and makes it where it is missing.
     *
     * @throws SettingException naming the setting that is wrong
     * @throws BrokerAwayException if no broker answers
     */
    public static CommandLog open(Settings settings) throws InterruptedException, ExecutionException {
        var avro = AvroSerdes.connect(settings.registry());
        var codec = avro.codec(Command.class);
        var topic =
                Topics.with(avro, new Partitioning(settings.partitions()), "").commands();
        var configs = new ClientConfigs(settings);
        try {
            TopicAdmin.ensure(settings, configs, Map.of(topic.name(), topic.shape()));
        } catch (RuntimeException | ExecutionException | InterruptedException e) {
            avro.close();
            throw e;
        }
        return new CommandLog(configs, avro.registry(), codec, avro.subject(topic.name(), codec), topic);
    }

    /**
     * Writes an order; returns when the broker has it. Whether it is carried out, audit.decisions tells.
     *
     * @return where it lies, as topic/partition/offset
     */
    public String send(Command command) throws InterruptedException, ExecutionException {
        var key = command.getViolation().isEmpty() ? command.getScope() : command.getViolation();
        try (var producer =
                new KafkaProducer<>(configs.writer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = producer.send(
                            new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), codec.encode(subject, command)))
                    .get();
            return sent.topic() + '/' + sent.partition() + '/' + sent.offset();
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
