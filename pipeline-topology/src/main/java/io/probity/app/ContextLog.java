package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.context.ContextTable;
import io.probity.context.TableRow;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.serde.Decoded;
import io.probity.wire.Partitioning;
import io.probity.wire.Topic;
import io.probity.wire.TopicShape;
import io.probity.wire.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of the tables that people fill, for whoever publishes: what stands there, and what is added. */
public final class ContextLog implements AutoCloseable {
    private final ClientConfigs configs;
    private final AvroSerdes avro;
    private final Map<ContextTable, Table<?>> tables = new EnumMap<>(ContextTable.class);

    /** A table's topic with the codec of its rows. */
    private record Table<V extends SpecificRecordBase>(
            String topic, Class<V> type, AvroCodec<V> codec, String subject) {
        byte[] encode(SpecificRecordBase row) {
            return codec.encode(subject, type.cast(row));
        }
    }

    private ContextLog(ClientConfigs configs, AvroSerdes avro, Topics topics) {
        this.configs = configs;
        this.avro = avro;
        tables.put(ContextTable.USERS, table(topics.users()));
        tables.put(ContextTable.TEAMS, table(topics.teams()));
        tables.put(ContextTable.CALENDARS, table(topics.calendars()));
        tables.put(ContextTable.RESOURCES, table(topics.resources()));
        tables.put(ContextTable.BUSINESS, table(topics.business()));
    }

    @SuppressWarnings("unchecked") // a topic's record class is that of its values
    private <V extends SpecificRecordBase> Table<V> table(Topic<String, V> topic) {
        var type = (Class<V>) Objects.requireNonNull(topic.record(), "a table has records");
        var codec = avro.codec(type);
        return new Table<>(topic.name(), type, codec, avro.subject(topic.name(), codec));
    }

    /**
     * Opens the topics, and makes those that are missing: rows may be published before a pipeline runs.
     *
     * @throws SettingException naming the setting that is wrong
     * @throws BrokerAwayException if no broker answers
     */
    public static ContextLog open(Settings settings) throws InterruptedException, ExecutionException {
        var avro = AvroSerdes.connect(settings.registry());
        var topics = Topics.with(avro, new Partitioning(settings.partitions()), "");
        var configs = new ClientConfigs(settings);
        try {
            var shapes = new HashMap<String, TopicShape>();
            List.of(topics.users(), topics.teams(), topics.calendars(), topics.resources(), topics.business())
                    .forEach(topic -> shapes.put(topic.name(), topic.shape()));
            TopicAdmin.ensure(settings, configs, shapes);
        } catch (RuntimeException | ExecutionException | InterruptedException e) {
            avro.close();
            throw e;
        }
        return new ContextLog(configs, avro, topics);
    }

    /** What stands.
     *
     * @param rows by table and by key without the tenant, in the order of the keys
     * @param unreadable how many records of the tenant are no rows; the pipeline passes over them too
     */
    public record Standing(Map<ContextTable, Map<String, SpecificRecordBase>> rows, int unreadable) {}

    /** The rows of one tenant, as they stand when this is asked. */
    public Standing standing(String tenant) {
        var rows = new EnumMap<ContextTable, Map<String, SpecificRecordBase>>(ContextTable.class);
        int unreadable = 0;
        try (var consumer = CommittedRecords.consumer(configs.reader())) {
            for (var each : tables.entrySet()) {
                var standing = new TreeMap<String, SpecificRecordBase>();
                rows.put(each.getKey(), standing);
                var records = new CommittedRecords(
                        consumer, new TopicPartition(each.getValue().topic(), 0));
                for (var record = records.next(); record != null; record = records.next()) {
                    unreadable += take(record, tenant + '|', each.getValue(), standing);
                }
            }
        }
        return new Standing(rows, unreadable);
    }

    private static int take(
            ConsumerRecord<byte[], byte[]> record,
            String tenant,
            Table<?> table,
            Map<String, SpecificRecordBase> standing) {
        var key = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (!key.startsWith(tenant)) {
            return 0;
        }
        var name = key.substring(tenant.length());
        if (record.value() == null) {
            standing.remove(name);
        } else if (table.codec().tryDecode(record.value()) instanceof Decoded.Value<?>(var row, int id)) {
            standing.put(name, (SpecificRecordBase) row);
        } else {
            return 1;
        }
        return 0;
    }

    /**
     * Writes rows and takes others back; returns when every replica that is in step has them.
     *
     * @param gone whose rows are taken back, with their history
     */
    public void publish(String tenant, Collection<TableRow> rows, Collection<TableRow> gone)
            throws InterruptedException, ExecutionException {
        var config = new HashMap<>(configs.admin());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var row : rows) {
                sent.add(producer.send(record(tenant, row, true)));
            }
            for (var row : gone) {
                sent.add(producer.send(record(tenant, row, false)));
            }
            for (var each : sent) {
                each.get();
            }
        }
    }

    @SuppressWarnings("NullAway") // a tombstone is null, which Kafka's own annotations do not say
    private ProducerRecord<byte[], byte[]> record(String tenant, TableRow row, boolean stays) {
        var table = Objects.requireNonNull(tables.get(row.table()));
        return new ProducerRecord<>(
                table.topic(), (tenant + '|' + row.key()).getBytes(UTF_8), stays ? table.encode(row.row()) : null);
    }

    @Override
    public void close() {
        avro.close();
    }
}
