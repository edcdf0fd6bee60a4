package io.probity.app;

import io.probity.wire.TopicShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics that are missing, and refuses to run on ones that are not as they must be. */
final class TopicAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);

    /** A broker that is there answers within milliseconds; one that is being started, within seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Admin admin;
    private final int generation;
    private final short replication;

    TopicAdmin(Admin admin, int generation, int replication) {
        this.admin = admin;
        this.generation = generation;
        this.replication = (short) replication;
    }

    /**
     * Brings the topics of a deployment to their shapes, with a client of its own.
     *
     * @throws BrokerAwayException if no broker answers
     * @throws SettingException naming a topic whose partitions are not the generation's
     */
    static void ensure(Settings settings, ClientConfigs configs, Map<String, TopicShape> shapes)
            throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(configs.admin())) {
            of(admin, settings).ensure(shapes);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new BrokerAwayException(settings.kafka().get("bootstrap.servers"), e);
            }
            throw e;
        }
    }

    /**
     * Makes sure of a topic that is read and that nobody but a pipeline makes.
     *
     * @throws BrokerAwayException if no broker answers
     * @throws SettingException if it is not there, or its partitions are not the generation's
     */
    static void require(Settings settings, ClientConfigs configs, String topic)
            throws InterruptedException, ExecutionException {
        var servers = settings.kafka().get("bootstrap.servers");
        try (var admin = Admin.create(configs.admin())) {
            var patience = new DescribeTopicsOptions().timeoutMs((int) PATIENCE.toMillis());
            var found = admin.describeTopics(List.of(topic), patience)
                    .allTopicNames()
                    .get();
            check(Objects.requireNonNull(found.get(topic), topic), settings.partitions());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case TimeoutException away -> throw new BrokerAwayException(servers, away);
                case UnknownTopicOrPartitionException missing ->
                    throw new SettingException(
                            "there is no topic " + topic + " at " + servers + ": no pipeline has run there yet");
                case null, default -> throw e;
            }
        }
    }

    /** As many partitions and copies as the settings say. */
    static TopicAdmin of(Admin admin, Settings settings) {
        return new TopicAdmin(admin, settings.partitions(), settings.replicas());
    }

    /**
     * Brings the broker's topics to their shapes.
     *
     * @throws SettingException naming a topic whose partitions are not the generation's
     */
    void ensure(Map<String, TopicShape> shapes) throws InterruptedException, ExecutionException {
        var existing = admin.listTopics(new ListTopicsOptions().timeoutMs((int) PATIENCE.toMillis()))
                .names()
                .get();
        var missing = new ArrayList<NewTopic>();
        shapes.forEach((name, shape) -> {
            if (!existing.contains(name)) {
                missing.add(new NewTopic(name, Optional.of(partitions(shape)), Optional.of(replication))
                        .configs(shape.config()));
            }
        });
        create(missing);
        var present = shapes.keySet().stream().filter(existing::contains).toList();
        var descriptions = admin.describeTopics(present).allTopicNames().get();
        shapes.forEach((name, shape) -> {
            var topic = descriptions.get(name);
            if (topic != null) {
                check(topic, partitions(shape));
            }
        });
    }

    private void create(List<NewTopic> missing) throws InterruptedException, ExecutionException {
        for (var created : admin.createTopics(missing).values().entrySet()) {
            try {
                created.getValue().get();
                LOG.debug("topic {} made", created.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another instance was quicker
                    throw e;
                }
            }
        }
    }

    private static void check(TopicDescription topic, int wanted) {
        int found = topic.partitions().size();
        if (found != wanted) {
            throw new SettingException(
                    "topic " + topic.name() + " has " + found + " partitions and generation.partitions asks for "
                            + wanted
                            + ": partitions are frozen within a generation; give the number that the topic has, or open a new"
                            + " generation");
        }
    }

    private int partitions(TopicShape shape) {
        return switch (shape.partitions()) {
            case ONE -> 1;
            case GENERATION -> generation;
        };
    }
}
