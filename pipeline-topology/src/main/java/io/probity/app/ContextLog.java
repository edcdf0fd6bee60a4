package io.probity.app;

import io.probity.context.ContextTable;
import io.probity.context.TableRow;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Partitioning;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of the tables that people fill, for whoever publishes: what stands there, and what is added. */
public final class ContextLog implements AutoCloseable {
    private final ClientConfigs configs;
    private final AvroSerdes avro;
    private final Map<ContextTable, TableTopic<?>> tables = new EnumMap<>(ContextTable.class);

    private ContextLog(ClientConfigs configs, AvroSerdes avro, Topics topics) {
        this.configs = configs;
        this.avro = avro;
        tables.put(ContextTable.USERS, TableTopic.of(topics.users(), avro));
        tables.put(ContextTable.TEAMS, TableTopic.of(topics.teams(), avro));
        tables.put(ContextTable.CALENDARS, TableTopic.of(topics.calendars(), avro));
        tables.put(ContextTable.RESOURCES, TableTopic.of(topics.resources(), avro));
        tables.put(ContextTable.BUSINESS, TableTopic.of(topics.business(), avro));
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
                var records = new CommittedRecords(consumer, each.getValue().partition());
                for (var record = records.next(); record != null; record = records.next()) {
                    unreadable += take(record, tenant, each.getValue(), standing);
                }
            }
        }
        return new Standing(rows, unreadable);
    }

    private static int take(
            ConsumerRecord<byte[], byte[]> record,
            String tenant,
            TableTopic<?> table,
            Map<String, SpecificRecordBase> standing) {
        @Nullable String key = TableTopic.key(record, tenant);
        if (key == null) {
            return 0;
        }
        if (record.value() == null) {
            standing.remove(key);
            return 0;
        }
        @Nullable SpecificRecordBase row = table.row(record.value());
        if (row == null) {
            return 1;
        }
        standing.put(key, row);
        return 0;
    }

    /**
     * Writes rows and takes others back; returns when every replica that is in step has them.
     *
     * @param gone whose rows are taken back, with their history
     */
    public void publish(String tenant, Collection<TableRow> rows, Collection<TableRow> gone)
            throws InterruptedException, ExecutionException {
        try (var producer =
                new KafkaProducer<>(configs.writer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var row : rows) {
                sent.add(producer.send(record(tenant, row, row.row())));
            }
            for (var row : gone) {
                sent.add(producer.send(record(tenant, row, null)));
            }
            for (var each : sent) {
                each.get();
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(String tenant, TableRow row, @Nullable SpecificRecordBase stays) {
        return Objects.requireNonNull(tables.get(row.table())).record(tenant, row.key(), stays);
    }

    @Override
    public void close() {
        avro.close();
    }
}
