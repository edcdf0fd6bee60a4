package io.probity.app;

import io.probity.model.SealedEntry;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.serde.Decoded;
import io.probity.wire.Partitioning;
import io.probity.wire.Topics;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The sealed log, for whoever reads what the topic still holds of it. */
public final class SealedLog implements AutoCloseable {
    private final Settings settings;
    private final AvroSerdes avro;
    private final String topic;
    private final AvroCodec<SealedEntry> codec;

    private SealedLog(Settings settings, AvroSerdes avro) {
        this.settings = settings;
        this.avro = avro;
        this.topic = Topics.with(avro, new Partitioning(settings.partitions()), "")
                .sealed()
                .name();
        this.codec = avro.codec(SealedEntry.class);
    }

    /**
     * Connects.
     *
     * @throws SettingException naming the setting that is wrong, or if no pipeline has made the topic yet
     * @throws BrokerAwayException if no broker answers
     */
    public static SealedLog open(Settings settings) throws InterruptedException, ExecutionException {
        var avro = AvroSerdes.connect(settings.registry());
        try {
            var log = new SealedLog(settings, avro);
            TopicAdmin.require(settings, new ClientConfigs(settings), log.topic);
            return log;
        } catch (RuntimeException | ExecutionException | InterruptedException e) {
            avro.close();
            throw e;
        }
    }

    public int partitions() {
        return settings.partitions();
    }

    /** What there was of a partition. */
    public enum Extent {
        /** All of it, from the first leaf on. */
        WHOLE,
        /** Its first leaves have been deleted from the topic. */
        HEADLESS
    }

    /**
     * Every leaf of a partition in its order, up to where it ended when this was called.
     *
     * @throws IllegalStateException at a record that cannot be read: what comes after it would be judged without it
     */
    public Extent each(int partition, Consumer<SealedEntry> visit) {
        try (var consumer = CommittedRecords.consumer(new ClientConfigs(settings).reader())) {
            var records = new CommittedRecords(consumer, new TopicPartition(topic, partition));
            for (var record = records.next(); record != null; record = records.next()) {
                if (record.value() == null
                        || !(codec.tryDecode(record.value()) instanceof Decoded.Value<SealedEntry>(var leaf, int id))) {
                    throw new IllegalStateException(
                            topic + " partition " + partition + " offset " + record.offset() + " cannot be read");
                }
                visit.accept(leaf);
            }
            return records.headIsGone() ? Extent.HEADLESS : Extent.WHOLE;
        }
    }

    @Override
    public void close() {
        avro.close();
    }
}
