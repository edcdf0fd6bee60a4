package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.model.ScimRow;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.scim.ScimKind;
import io.probity.scim.ScimResources;
import io.probity.scim.ScimStore;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.serde.Decoded;
import io.probity.wire.Topic;
import io.probity.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What identity providers pushed, on its topics, and as one tenant's rows in memory: about a kilobyte and a half a user. One thread at a time,
 * which the directory sees to.
 */
final class ScimLog implements ScimStore, AutoCloseable {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String tenant;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Table<ScimRow> resources;
    private final Table<UserRow> users;
    private final Table<TeamRow> teams;
    private final ScimResources known = new ScimResources();
    private final Map<String, UserRow> userRows = new HashMap<>();
    private final Map<String, TeamRow> teamRows = new HashMap<>();

    /** A table's topic with the codec of its rows. */
    private record Table<V extends SpecificRecordBase>(TopicPartition partition, AvroCodec<V> codec, String subject) {
        static <V extends SpecificRecordBase> Table<V> of(Topic<String, V> topic, Class<V> type, AvroSerdes avro) {
            var codec = avro.codec(type);
            return new Table<>(new TopicPartition(topic.name(), 0), codec, avro.subject(topic.name(), codec));
        }
    }

    ScimLog(ClientConfigs configs, AvroSerdes avro, Topics topics, String tenant) {
        this.tenant = tenant;
        resources = Table.of(topics.scim(), ScimRow.class, avro);
        users = Table.of(topics.users(), UserRow.class, avro);
        teams = Table.of(topics.teams(), TeamRow.class, avro);
        var config = new HashMap<>(configs.admin());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        consumer = CommittedRecords.consumer(configs.reader());
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        var partitions = List.of(resources.partition(), users.partition(), teams.partition());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @Override
    public void refresh() {
        try {
            var ends = consumer.endOffsets(consumer.assignment());
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("the topics were not read to their ends within " + PATIENCE);
                }
                consumer.poll(SHORT).forEach(this::take);
            }
        } catch (KafkaException away) {
            throw new IllegalStateException("the topics cannot be read", away);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        var key = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (!key.startsWith(tenant + '|')) {
            return;
        }
        var name = key.substring(tenant.length() + 1);
        if (record.topic().equals(resources.partition().topic())) {
            resource(name, record.value());
        } else if (record.topic().equals(users.partition().topic())) {
            row(users, name, record.value(), userRows);
        } else {
            row(teams, name, record.value(), teamRows);
        }
    }

    private static <V extends SpecificRecordBase> void row(
            Table<V> table, String name, byte @Nullable [] value, Map<String, V> rows) {
        if (value == null) {
            rows.remove(name);
        } else if (table.codec().tryDecode(value) instanceof Decoded.Value<V>(V row, int id)) {
            rows.put(name, row); // what is no row is passed over, as the pipeline passes over it
        }
    }

    private void resource(String name, byte @Nullable [] value) {
        int slash = name.indexOf('/');
        for (var kind : ScimKind.values()) {
            if (slash > 0 && name.substring(0, slash).equals(kind.path())) {
                var id = name.substring(slash + 1);
                if (value == null) {
                    known.remove(kind, id);
                } else if (resources.codec().tryDecode(value) instanceof Decoded.Value<ScimRow>(ScimRow row, int schema)
                        && read(row.getResource()) instanceof ObjectNode resource) {
                    known.put(kind, id, resource);
                }
            }
        }
    }

    private static @Nullable Object read(String json) {
        try {
            return CanonicalJson.read(json);
        } catch (JsonProcessingException notOurs) {
            return null;
        }
    }

    @Override
    public ScimResources resources() {
        return known;
    }

    @Override
    public @Nullable UserRow user(String id) {
        return userRows.get(id);
    }

    @Override
    public @Nullable TeamRow team(String id) {
        return teamRows.get(id);
    }

    /** Rows before resources: what was written in part is found unfinished, and done again, when it is asked for again. */
    @Override
    public void write(List<Change> changes) {
        try {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var change : changes) {
                sent.add(producer.send(record(change)));
            }
            for (var each : sent) {
                each.get();
            }
        } catch (ExecutionException | KafkaException away) {
            throw new IllegalStateException("the change could not be written", away);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to end while a change was written", ended);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Change change) {
        return switch (change) {
            case Change.User(var row) -> record(users, row.getId(), row);
            case Change.Team(var row) -> record(teams, row.getId(), row);
            case Change.Resource(var kind, var id, var resource) ->
                record(
                        resources,
                        kind.path() + '/' + id,
                        resource == null ? null : new ScimRow(kind.path(), id, CanonicalJson.text(resource)));
        };
    }

    @SuppressWarnings("NullAway") // a tombstone is null, which Kafka's own annotations do not say
    private <V extends SpecificRecordBase> ProducerRecord<byte[], byte[]> record(
            Table<V> table, String name, @Nullable V row) {
        return new ProducerRecord<>(
                table.partition().topic(),
                (tenant + '|' + name).getBytes(UTF_8),
                row == null ? null : table.codec().encode(table.subject(), row));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
