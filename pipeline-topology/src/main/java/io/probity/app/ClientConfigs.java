package io.probity.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** What the Kafka clients are told; {@code kafka.*} settings of the user beat all of it. */
public final class ClientConfigs {
    /** A refused record is written whole: room for the largest source record, its headers and the reason. */
    private static final int LARGEST_REQUEST_BYTES = 4 * 1_048_588;

    /**
     * After how long without a heartbeat a member is given up, ms. Kafka's 45 s are what the partitions of a killed instance
     * would wait for another one; a beat every 3 s leaves room for two that are lost.
     */
    private static final int SESSION_MS = 10_000;

    private static final int HEARTBEAT_MS = 3_000;

    /**
     * How long the broker may hold the question of a reader at the end of a partition, ms. A reader stops at an end that it
     * knows; with Kafka's 500 ms its next partition, or its close, waits for an answer that nobody wants any more.
     */
    private static final int READER_WAIT_MS = 20;

    /** A request with a hundred events fills no batch of its own; a few milliseconds gather those of its neighbours. */
    private static final int DOOR_LINGER_MS = 2;

    /** Two requests of a hundred events of 1 KB, so that none is cut in two: a tenth more events a second than with half of it. */
    private static final int DOOR_BATCH_BYTES = 256 * 1024;

    /** How long a producer that has never seen a topic's partitions may ask for them. */
    private static final int LONGEST_BLOCK_MS = 3_000;

    private static final int LONGEST_REQUEST_MS = 10_000;

    /** Where nobody says how many: a machine has two cores at least. */
    private static final int MOST_THREADS_UNASKED = 2;

    private final Settings settings;

    public ClientConfigs(Settings settings) {
        this.settings = settings;
    }

    /** The pipeline: exactly-once, every internal name given by us. */
    public Map<String, Object> pipeline() {
        var config = streams(settings.text(Setting.APPLICATION_ID));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return user(config);
    }

    /** The index: at-least-once; a reference told twice is one. */
    Map<String, Object> index() {
        // not "<pipeline>-index": the reset tool matches internal topics by the prefix "<application id>-"
        var config = streams("index-of-" + settings.text(Setting.APPLICATION_ID));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        return user(config);
    }

    /** A topic that is read apart: a group, a store and transactions of its own, and one thread. */
    Map<String, Object> lane(String topic) {
        var config = streams(laneId(topic));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        return user(config);
    }

    /** The group of a topic that is read apart; no dash before the end, as of a replay. */
    String laneId(String topic) {
        return "apart." + topic.replace('-', '_') + "-of-" + settings.text(Setting.APPLICATION_ID);
    }

    /** A replay of the ledger: a group, changelogs and transactions of its own. */
    Map<String, Object> replay(String prefix) {
        // the prefix first: neither "<pipeline>-…" nor, whatever the ids of two pipelines, "<other replay>-…"
        var config = streams("replay." + prefix + "-of-" + settings.text(Setting.APPLICATION_ID));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
        return user(config);
    }

    /**
     * The same for a static member of its group: one that comes back after a kill has its partitions again at once, where a
     * stranger would wait until the one that was killed is given up.
     *
     * @param address host and port of its endpoint, for the other members to name
     */
    Map<String, Object> asMember(Map<String, Object> streams, String address) {
        var config = new HashMap<>(streams);
        config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                InstanceName.of(settings) + '-' + config.get(StreamsConfig.APPLICATION_ID_CONFIG));
        return user(config);
    }

    /** A consumer in no group, of committed records alone. */
    Map<String, Object> reader() {
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, READER_WAIT_MS);
        return user(config);
    }

    /** The same for whoever asks for one record at a time. */
    Map<String, Object> pointReader() {
        var config = reader();
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return user(config);
    }

    /**
     * A producer of the doors: acknowledged by all replicas, in order, once.
     *
     * @param patience how long a record may wait for Kafka; null for ever
     * @param memoryBytes for records that wait
     */
    public Map<String, Object> doorProducer(@Nullable Duration patience, long memoryBytes) {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, DOOR_BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, DOOR_LINGER_MS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, memoryBytes);
        int waits = patience == null ? Integer.MAX_VALUE : (int) patience.toMillis();
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, waits);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(waits, LONGEST_BLOCK_MS));
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        user(config);
        var linger = ProducerConfig.LINGER_MS_CONFIG;
        long lingers = (Long) ConfigDef.parseType(linger, String.valueOf(config.get(linger)), ConfigDef.Type.LONG);
        config.putIfAbsent( // Kafka wants both of them within the time of a delivery
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(waits - lingers, LONGEST_REQUEST_MS));
        config.put(ProducerConfig.ACKS_CONFIG, "all"); // a receipt says so
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return config;
    }

    /** A client that administers. */
    Map<String, Object> admin() {
        return user(new HashMap<>());
    }

    /** A producer that is told once every replica that is in step has what it sent. */
    Map<String, Object> writer() {
        return writer(admin());
    }

    /**
     * The same, of a client's own settings. Its topic may only just have been made: where the first of several batches is refused for
     * want of a leader while others are on their way, an idempotent producer of Kafka 4.3.1 goes on out of order until it gives up after
     * two minutes. So one is on its way at a time.
     */
    static Map<String, Object> writer(Map<String, ?> client) {
        var config = new HashMap<String, Object>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return config;
    }

    private Map<String, Object> streams(String id) {
        var config = new HashMap<String, Object>();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.text(Setting.STATE_DIR));
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.number(Setting.STANDBYS, 0, 16));
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicas());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST_BYTES);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        config.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_REQUEST_BYTES);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
        profile(config);
        return config;
    }

    /**
     * A second thread for one partition takes the ledger apart from the intake: they wait for each other, and an event costs
     * more than twice the CPU ({@code probity bench pipeline}: 127 µs with two threads, 48 with one).
     */
    private int threads() {
        return settings.find(Setting.THREADS).isPresent()
                ? settings.number(Setting.THREADS, 1, 1024)
                : Math.min(MOST_THREADS_UNASKED, settings.partitions());
    }

    /** The two profiles of architecture.md, "The core, as it was tried". */
    private void profile(Map<String, Object> config) {
        switch (settings.text(Setting.PROFILE).toLowerCase(Locale.ROOT)) {
            case "latency" -> config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 50L);
            case "throughput" -> {
                config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100L);
                config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 4000);
                config.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 64 * 1024);
                config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
            }
            default ->
                throw new SettingException("setting 'profile' must be latency or throughput, was '"
                        + settings.text(Setting.PROFILE) + "'");
        }
    }

    /** A key that we gave to consumers or producers alone would beat the user's plain one. */
    private Map<String, Object> user(Map<String, Object> config) {
        for (var key : settings.kafka().keySet()) {
            config.remove(StreamsConfig.consumerPrefix(key));
            config.remove(StreamsConfig.producerPrefix(key));
        }
        config.putAll(settings.kafka());
        return config;
    }
}
