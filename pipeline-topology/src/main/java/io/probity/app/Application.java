package io.probity.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka Streams application that is to run.
 *
 * @param topology makes it; asked once a start
 * @param ending called when the application, once started, begins to end, of itself or because it is told to: threads that
 *     wait must let go
 * @param beforeCommit returns when what the records of a transaction need to be read is on the disk
 */
record Application(Supplier<Topology> topology, Map<String, Object> config, Runnable ending, Runnable beforeCommit) {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    /** Replacements of a thread that are borne within {@link #TOGETHER}; then the instance stops and says so. */
    private static final int REPLACEMENTS = 5;

    private static final Duration TOGETHER = Duration.ofMinutes(5);

    /**
     * Starts it; returns when its global tables are restored.
     *
     * <p>Under exactly-once a store says on the disk that it is open, and Kafka opens none that says so: it was left by a kill.
     * A task's own store it then makes anew; a global one it does not (4.3.1), and no start would succeed ever again. What a
     * global store holds lies on its topic, so that it can be thrown away.
     *
     * <p>What cannot be opened at all is put aside: {@link BrokenStore}.
     */
    KafkaStreams start() {
        var tried = new HashSet<Path>();
        while (true) { // each time round a task's folder less
            try {
                return startWithTables();
            } catch (ProcessorStateException failed) {
                var broken = BrokenStore.in(folder(), failed).orElseThrow(() -> failed);
                if (!tried.add(broken.task())) {
                    throw failed; // made anew and no better, as on a disk that is full
                }
                var aside = broken.quarantine(Instant.now());
                LOG.warn(
                        "a store cannot be opened ({}); the folder of its task is put aside as {}, and its stores are made anew from their"
                                + " changelogs",
                        failed.getCause() == null
                                ? failed.getMessage()
                                : failed.getCause().getMessage(),
                        aside);
            }
        }
    }

    private KafkaStreams startWithTables() {
        try {
            return attempt();
        } catch (TaskCorruptedException left) {
            var folder = folder().resolve("global");
            LOG.warn(
                    "the reference tables in {} were left open, as by a kill; they are read again from their topics ({})",
                    folder,
                    left.getCause() == null
                            ? left.getMessage()
                            : left.getCause().getMessage());
            delete(folder);
            return attempt();
        }
    }

    private KafkaStreams attempt() {
        var properties = new Properties();
        properties.putAll(config);
        var streams = new KafkaStreams(topology.get(), properties, new KeysFirst(beforeCommit));
        var started = new AtomicBoolean();
        streams.setUncaughtExceptionHandler(new Breakdown(REPLACEMENTS, TOGETHER, Clock.systemUTC()));
        streams.setStateListener((now, before) -> {
            if (now.isShuttingDown() && started.get()) {
                ending.run();
            }
        });
        try {
            streams.start();
        } catch (RuntimeException failed) {
            streams.close();
            throw failed;
        }
        started.set(true);
        if (streams.state().isShuttingDown()) {
            ending.run(); // it began to end before we could hear of it
        }
        return streams;
    }

    private Path folder() {
        return Path.of(
                String.valueOf(config.get(StreamsConfig.STATE_DIR_CONFIG)),
                String.valueOf(config.get(StreamsConfig.APPLICATION_ID_CONFIG)));
    }

    private static void delete(Path folder) {
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
