package io.probity.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
    private static final TopicPartition SAID = new TopicPartition("said", 0);

    @TempDir
    private Path folder;

    @Test
    void keepsWhatItAcknowledgedOverAKill() throws Exception {
        try (var broker = KafkaBroker.start(EnginesHere.orSkip(), folder)) {
            createTopic(broker);
            send(broker, "before");
            long firstPid = broker.pid();
            assertThat(broker.cpuTime()).isPositive();

            broker.kill();
            var back = broker.restart();
            System.out.println("broker answered " + back.toMillis() + " ms after its restart");

            assertThat(broker.pid()).isNotEqualTo(firstPid);
            send(broker, "after");
            assertThat(everythingSaid(broker)).containsExactly("before", "after");
        }
    }

    @Test
    void twoOfThemLiveSideBySide() throws Exception {
        var engines = EnginesHere.orSkip();
        try (var one = KafkaBroker.start(engines, folder.resolve("one"));
                var other = KafkaBroker.start(engines, folder.resolve("other"), List.of("-Xmx256m"), Map.of())) {
            createTopic(one);
            createTopic(other);
            send(one, "to one");
            send(other, "to the other");

            assertThat(everythingSaid(one)).containsExactly("to one");
            assertThat(everythingSaid(other)).containsExactly("to the other");
        }
    }

    private static void createTopic(KafkaBroker broker) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(SAID.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void send(KafkaBroker broker, String word) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(SAID.topic(), word)).get();
        }
    }

    private static List<String> everythingSaid(KafkaBroker broker) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(SAID));
            consumer.seekToBeginning(List.of(SAID));
            long end = consumer.endOffsets(List.of(SAID)).getOrDefault(SAID, 0L);
            var words = new ArrayList<String>();
            while (consumer.position(SAID) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> words.add(record.value()));
            }
            return words;
        }
    }
}
