package io.probity.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.model.ScimRow;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.scim.ScimKind;
import io.probity.scim.ScimResources;
import io.probity.scim.ScimStore;
import io.probity.serde.AvroSerdes;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
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
    private final TableTopic<ScimRow> resources;
    private final TableTopic<UserRow> users;
    private final TableTopic<TeamRow> teams;
    private final ScimResources known = new ScimResources();
    private final Map<String, UserRow> userRows = new HashMap<>();
    private final Map<String, TeamRow> teamRows = new HashMap<>();

    ScimLog(ClientConfigs configs, AvroSerdes avro, Topics topics, String tenant) {
        this.tenant = tenant;
        resources = TableTopic.of(topics.scim(), avro);
        users = TableTopic.of(topics.users(), avro);
        teams = TableTopic.of(topics.teams(), avro);
        consumer = CommittedRecords.consumer(configs.reader());
        producer = new KafkaProducer<>(configs.writer(), new ByteArraySerializer(), new ByteArraySerializer());
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
        @Nullable String name = TableTopic.key(record, tenant);
        if (name == null) {
            return;
        }
        if (record.topic().equals(resources.name())) {
            resource(name, record.value());
        } else if (record.topic().equals(users.name())) {
            row(users, name, record.value(), userRows);
        } else {
            row(teams, name, record.value(), teamRows);
        }
    }

    private static <V extends SpecificRecordBase> void row(
            TableTopic<V> table, String name, byte @Nullable [] value, Map<String, V> rows) {
        if (value == null) {
            rows.remove(name);
            return;
        }
        @Nullable V row = table.row(value);
        if (row != null) {
            rows.put(name, row);
        }
    }

    private void resource(String name, byte @Nullable [] value) {
        int slash = name.indexOf('/');
        for (var kind : ScimKind.values()) {
            if (slash > 0 && name.substring(0, slash).equals(kind.path())) {
                resource(kind, name.substring(slash + 1), value);
            }
        }
    }

    private void resource(ScimKind kind, String id, byte @Nullable [] value) {
        if (value == null) {
            known.remove(kind, id);
            return;
        }
        @Nullable ScimRow row = resources.row(value);
        if (row != null && read(row.getResource()) instanceof ObjectNode resource) {
            known.put(kind, id, resource);
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
            case Change.User(var row) -> users.record(tenant, row.getId(), row);
            case Change.Team(var row) -> teams.record(tenant, row.getId(), row);
            case Change.Resource(var kind, var id, var resource) ->
                resources.record(
                        tenant,
                        kind.path() + '/' + id,
                        resource == null ? null : new ScimRow(kind.path(), id, CanonicalJson.text(resource)));
        };
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
