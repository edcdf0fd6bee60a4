package io.probity.app;

import io.probity.document.Problem;
import io.probity.door.Door;
import io.probity.door.DoorFile;
import io.probity.door.DoorPlan;
import io.probity.door.Limits;
import io.probity.wire.SourceTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What the settings {@code door.*} say, checked before anything starts. */
final class DoorSetup {
    private static final long MIB = 1 << 20;

    private final Settings settings;
    private final DoorPlan plan;
    private final Limits limits;
    private final Duration patience;

    private DoorSetup(Settings settings, DoorPlan plan, Limits limits, Duration patience) {
        this.settings = settings;
        this.plan = plan;
        this.limits = limits;
        this.patience = patience;
    }

    /**
     * Reads the settings, the file that they name, and the secrets that it names.
     *
     * @param topics that sources are read from
     * @throws SettingException naming what is wrong
     */
    static DoorSetup of(Settings settings, List<SourceTopic> topics) {
        return new DoorSetup(settings, plan(settings, topics), limits(settings), patience(settings));
    }

    private static DoorPlan plan(Settings settings, List<SourceTopic> topics) {
        boolean loopback = isLoopback(settings.text(Setting.HTTP_HOST));
        var file = settings.find(Setting.DOOR_SOURCES).map(Path::of).orElse(null);
        if (file == null) {
            if (!loopback) {
                throw new SettingException(
                        "setting 'door.sources' is missing, and the endpoint is not on loopback: name"
                                + " a file that says who may post what, docs/doors.md");
            }
            return DoorPlan.open(topics, Clock.systemUTC());
        }
        try {
            var read = DoorFile.parse(file, Files.readString(file), topics, loopback, Clock.systemUTC());
            if (!read.problems().isEmpty()) {
                throw new SettingException("the file of setting 'door.sources' has errors\n"
                        + read.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
            }
            return read.plan();
        } catch (IOException e) {
            throw new SettingException("setting 'door.sources' names " + file.toAbsolutePath()
                    + ", which cannot be read: name a YAML file");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static Limits limits(Settings settings) {
        return new Limits(
                (int) settings.bytes(Setting.DOOR_BODY_BYTES, 1_024, 64 * MIB),
                (int) settings.bytes(Setting.DOOR_DECODED_BYTES, 1_024, 256 * MIB),
                RoomPlan.largestRecord(settings),
                settings.number(Setting.DOOR_ITEMS, 1, 1_000_000),
                settings.bytes(Setting.DOOR_IN_FLIGHT, 64 * 1_024, Long.MAX_VALUE),
                settings.bytes(Setting.DOOR_SPOOL_BYTES, 64 * 1_024, Long.MAX_VALUE),
                settings.duration(Setting.DOOR_ANSWERED_FOR),
                settings.bytes(Setting.DOOR_ANSWERED_BYTES, 0, Long.MAX_VALUE));
    }

    private static Duration patience(Settings settings) {
        var patience = settings.duration(Setting.DOOR_PATIENCE);
        if (patience.compareTo(Duration.ofMillis(100)) < 0 || patience.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new SettingException("setting 'door.kafka.patience' must be from PT0.1S to PT5M, was " + patience);
        }
        return patience;
    }

    /**
     * Opens the doors.
     *
     * @throws SettingException if the spool's folder cannot be used
     */
    Door open() {
        var folder = settings.find(Setting.DOOR_SPOOL_DIR)
                .map(Path::of)
                .orElseGet(() -> Path.of(settings.text(Setting.STATE_DIR), "door-spool"));
        var ways = new Door.Ways(() -> producer(patience), () -> producer(null), settings.partitions());
        try {
            return Door.open(plan, limits, ways, folder, Clock.systemUTC());
        } catch (IOException e) {
            throw new SettingException("the spool of the door cannot be used (setting 'door.spool.dir', "
                    + folder.toAbsolutePath() + "): " + e.getMessage());
        }
    }

    private Producer<byte[], byte[]> producer(@Nullable Duration patience) {
        long memory = Math.max(32 * MIB, limits.inFlightBytes());
        return new KafkaProducer<>(
                new ClientConfigs(settings).doorProducer(patience, memory),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
