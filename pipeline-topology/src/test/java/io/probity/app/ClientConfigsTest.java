package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** What the Kafka clients are told in the end. */
class ClientConfigsTest {
    @Test
    void whatTheUserSaysBeatsTheProgramWithAPrefixAndWithout() {
        assertThat(consumer(Map.of()).get("session.timeout.ms")).hasToString("10000");
        assertThat(consumer(Map.of("kafka.session.timeout.ms", "20000")).get("session.timeout.ms"))
                .hasToString("20000");
        assertThat(consumer(Map.of("kafka.consumer.session.timeout.ms", "30000"))
                        .get("session.timeout.ms"))
                .hasToString("30000");
        assertThat(consumer(Map.of("kafka.session.timeout.ms", "20000", "kafka.consumer.session.timeout.ms", "30000"))
                        .get("session.timeout.ms"))
                .hasToString("30000");
    }

    @Test
    void aMemberTellsTheOthersWhereItsEndpointIsUnlessTheUserSaysOtherwise() {
        assertThat(member(Map.of())).containsEntry("application.server", "127.0.0.1:8080");
        assertThat(member(Map.of("kafka.application.server", "pod-1:80")))
                .containsEntry("application.server", "pod-1:80");
    }

    @Test
    void theDoorLingersAsLongAsTheUserSaysAndStillGivesUpInTime() {
        var said = configs(Map.of("kafka.linger.ms", "3000")).doorProducer(Duration.ofSeconds(5), 1 << 25);

        assertThat(said.get("linger.ms")).hasToString("3000");
        assertThat(said.get("request.timeout.ms")).hasToString("2000");
        new KafkaProducer<>(said, new ByteArraySerializer(), new ByteArraySerializer())
                .close(Duration.ZERO); // it takes them
    }

    private static Map<String, Object> consumer(Map<String, String> flags) {
        return new StreamsConfig(configs(flags).pipeline()).getMainConsumerConfigs("group", "client", 0);
    }

    private static Map<String, Object> member(Map<String, String> flags) {
        var configs = configs(flags);
        return configs.asMember(configs.pipeline(), "127.0.0.1:8080");
    }

    private static ClientConfigs configs(Map<String, String> flags) {
        var all = new HashMap<>(flags);
        all.put("kafka.bootstrap.servers", "127.0.0.1:9092");
        all.put("instance", "one");
        return new ClientConfigs(Settings.of(null, Map.of(), all));
    }
}
