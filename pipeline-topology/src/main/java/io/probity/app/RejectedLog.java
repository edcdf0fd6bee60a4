package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Rejection;
import io.probity.own.OwnTopics;
import io.probity.rejected.Resend;
import io.probity.rejected.Selection;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.serde.Decoded;
import io.probity.wire.Partitioning;
import io.probity.wire.SourceTopic;
import io.probity.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The topic of refused records, for whoever lists them or sends them again. */
public final class RejectedLog implements AutoCloseable {
    private final Settings settings;
    private final ClientConfigs configs;
    private final AvroSerdes avro;
    private final List<SourceTopic> sources;
    private final String topic;
    private final AvroCodec<Rejection> codec;

    private RejectedLog(Settings settings, AvroSerdes avro) {
        var own = OwnFiles.of(settings);
        this.settings = settings;
        this.configs = new ClientConfigs(settings);
        this.avro = avro;
        this.sources = SourceTopics.of(settings, own.sources(), own.names());
        this.topic = Topics.with(avro, new Partitioning(settings.partitions()), "")
                .rejected()
                .name();
        this.codec = avro.codec(Rejection.class);
    }

    /**
     * Opens the topic; makes it where it is missing, and the topics of our own events with it.
     *
     * @throws SettingException naming the setting that is wrong
     * @throws BrokerAwayException if no broker answers
     */
    public static RejectedLog open(Settings settings) throws InterruptedException, ExecutionException {
        var avro = AvroSerdes.connect(settings.registry());
        try {
            var log = new RejectedLog(settings, avro);
            var topics = Topics.with(avro, new Partitioning(settings.partitions()), "");
            var shapes = new HashMap<>(Map.of(log.topic, topics.rejected().shape()));
            shapes.putAll(SourceTopics.shapes(
                    log.sources.stream().filter(OwnTopics::isOwn).toList()));
            TopicAdmin.ensure(settings, log.configs, shapes);
            return log;
        } catch (RuntimeException | ExecutionException | InterruptedException e) {
            avro.close();
            throw e;
        }
    }

    /**
     * Every refused record that is meant, partition by partition, up to where the topic ended when each was begun.
     *
     * @param visit false: enough
     * @return records that could not be read, which a newer version wrote or somebody else did
     */
    public long each(Selection selection, Predicate<Rejection> visit) {
        long unreadable = 0;
        try (var consumer = CommittedRecords.consumer(configs.reader())) {
            for (int partition = 0; partition < settings.partitions(); partition++) {
                var records = new CommittedRecords(consumer, new TopicPartition(topic, partition));
                for (var record = records.next(); record != null; record = records.next()) {
                    var value = record.value();
                    if (value != null
                            && codec.tryDecode(value) instanceof Decoded.Value<Rejection>(var refused, int id)) {
                        if (selection.has(refused) && !visit.test(refused)) {
                            return unreadable;
                        }
                    } else {
                        unreadable++;
                    }
                }
            }
        }
        return unreadable;
    }

    /** How often each refused record was sent again, by its place; what never was is left out. */
    public Map<String, Integer> sentAgain() {
        try (var consumer = CommittedRecords.consumer(configs.reader())) {
            return sentAgain(consumer);
        }
    }

    private Map<String, Integer> sentAgain(KafkaConsumer<byte[], byte[]> consumer) {
        var times = new HashMap<String, Integer>();
        for (var source : sources) {
            for (int partition = 0; OwnTopics.isOwn(source) && partition < settings.partitions(); partition++) {
                var records = new CommittedRecords(consumer, new TopicPartition(source.name(), partition));
                for (var record = records.next(); record != null; record = records.next()) {
                    var place = record.headers().lastHeader(Resend.HEADER);
                    if (place != null && place.value() != null) {
                        times.merge(new String(place.value(), UTF_8), 1, Integer::sum);
                    }
                }
            }
        }
        return times;
    }

    /** A sender; there is one at a time, and it ends whatever another was about to do. */
    public RejectedSender sender() {
        return new RejectedSender(configs, settings.text(Setting.APPLICATION_ID), sources);
    }

    @Override
    public void close() {
        avro.close();
    }
}
