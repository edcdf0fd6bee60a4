package io.probity.app;

import com.codahale.metrics.MetricRegistry;
import io.probity.door.Door;
import io.probity.serve.BoundAddress;
import io.probity.serve.Endpoint;
import io.probity.serve.HealthResource;
import io.probity.serve.JvmInstrument;
import io.probity.serve.MetricsResource;
import io.probity.wire.SourceTopic;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doors by themselves, without a pipeline: they scale, and die, apart from it. They need no registry and no keys, and they
 * start while Kafka is away.
 */
public final class DoorRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DoorRole.class);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Door door;
    private final Endpoint endpoint;
    private final Thread topics;

    private DoorRole(Door door, Endpoint endpoint, Thread topics) {
        this.door = door;
        this.endpoint = endpoint;
        this.topics = topics;
    }

    /**
     * Starts it.
     *
     * @throws SettingException naming the setting that is wrong
     */
    public static DoorRole start(Settings settings) {
        if (!settings.kafka().containsKey("bootstrap.servers")) {
            throw new SettingException("setting 'kafka.bootstrap.servers' is missing: name a broker or several");
        }
        var own = OwnFiles.of(settings);
        var sources = SourceTopics.of(settings, own.sources(), own.names());
        var setup = DoorSetup.of(settings, sources);
        var address = BoundAddress.of(settings.text(Setting.HTTP_HOST), settings.number(Setting.HTTP_PORT, 0, 65_535));
        var door = setup.open();
        var timers = new MetricRegistry();
        var resources = new ArrayList<>(door.resources());
        resources.add(new HealthResource(Map.of(), List.of(door)));
        resources.add(new MetricsResource(timers, List.of(door, new JvmInstrument())));
        var endpoint = Endpoint.startWaiting(address, timers, resources);
        var topics = new Thread(() -> ensure(settings, sources), "door-topics");
        topics.setDaemon(true);
        topics.start();
        LOG.info("door at {}", endpoint.uri());
        return new DoorRole(door, endpoint, topics);
    }

    /** Makes the topics that are missing as soon as a broker answers; until then records wait in the spool. */
    private static void ensure(Settings settings, List<SourceTopic> sources) {
        var shapes = SourceTopics.shapes(sources);
        while (true) {
            try {
                TopicAdmin.ensure(settings, new ClientConfigs(settings), shapes);
                return;
            } catch (SettingException wrong) {
                LOG.error("the topics are not as the settings say: {}", wrong.getMessage());
                return;
            } catch (InterruptedException closed) {
                return;
            } catch (BrokerAwayException | ExecutionException e) {
                LOG.warn("the topics cannot be looked at yet: {}", e.getMessage());
            }
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint.uri();
    }

    /** Answers who has asked, and ends; what is in the spool waits there for the next one. */
    @Override
    public void close() {
        topics.interrupt();
        endpoint.close();
        door.close();
    }
}
