package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Command;
import io.probity.wire.Topics;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of orders, for whoever gives one. */
public final class CommandLog implements AutoCloseable {
    private final OpenTopic<Command> topic;

    private CommandLog(OpenTopic<Command> topic) {
        this.topic = topic;
    }

    /**
     * Opens the topic, and makes it where it is missing.
     *
     * @throws SettingException naming the setting that is wrong
     * @throws BrokerAwayException if no broker answers
     */
    public static CommandLog open(Settings settings) throws InterruptedException, ExecutionException {
        return new CommandLog(OpenTopic.of(settings, Command.class, Topics::commands));
    }

    /**
     * Writes an order; returns when the broker has it. Whether it is carried out, audit.decisions tells.
     *
     * @return where it lies, as topic/partition/offset
     */
    public String send(Command command) throws InterruptedException, ExecutionException {
        var key = command.getViolation() + command.getReview() + command.getScope(); // one of them is there
        try (var producer =
                new KafkaProducer<>(topic.configs().writer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = producer.send(new ProducerRecord<>(
                            topic.name(), key.getBytes(UTF_8), topic.codec().encode(topic.subject(), command)))
                    .get();
            return sent.topic() + '/' + sent.partition() + '/' + sent.offset();
        }
    }

    @Override
    public void close() {
        topic.close();
    }
}
