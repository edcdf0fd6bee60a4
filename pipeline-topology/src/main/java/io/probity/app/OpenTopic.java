package io.probity.app;

import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Partitioning;
import io.probity.wire.Topic;
import io.probity.wire.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic that people write to before any pipeline need have run, and what it takes to write there.
 *
 * @param subject registry subject of its values
 */
record OpenTopic<T extends SpecificRecord>(
        ClientConfigs configs, SchemaRegistryClient registry, AvroCodec<T> codec, String subject, String name)
        implements AutoCloseable {

    /**
     * Opens the topic, and makes it where it is missing.
     *
     * @throws SettingException naming the setting that is wrong
     * @throws BrokerAwayException if no broker answers
     */
    static <T extends SpecificRecord> OpenTopic<T> of(
            Settings settings, Class<T> type, Function<Topics, Topic<byte[], byte[]>> which)
            throws InterruptedException, ExecutionException {
        var avro = AvroSerdes.connect(settings.registry());
        try {
            var codec = avro.codec(type);
            var topic = which.apply(Topics.with(avro, new Partitioning(settings.partitions()), ""));
            var configs = new ClientConfigs(settings);
            TopicAdmin.ensure(settings, configs, Map.of(topic.name(), topic.shape()));
            return new OpenTopic<>(configs, avro.registry(), codec, avro.subject(topic.name(), codec), topic.name());
        } catch (RuntimeException | ExecutionException | InterruptedException e) {
            avro.close();
            throw e;
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
