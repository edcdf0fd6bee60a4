package io.probity.wire;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a topic must be like on the broker.
 *
 * @param partitions how many
 * @param keyedBy the key in words, for docs/topics.md
 * @param compacted true: the last record of a key is kept for ever; false: records go by age
 * @param retention how long records stay; null for ever. Of no effect on a compacted topic
 * @param logAppendTime true: the broker's clock stamps the record, so that a back-dated event is not deleted at once
 * @param maxMessageBytes largest record batch, in bytes
 */
public record TopicShape(
        Partitions partitions,
        String keyedBy,
        boolean compacted,
        @Nullable Duration retention,
        boolean logAppendTime,
        int maxMessageBytes) {

    /** Kafka's own default for {@code max.message.bytes}. */
    public static final int ONE_MEBIBYTE = 1_048_588;

    /** How many partitions a topic has. */
    public enum Partitions {
        /** One: its order is total. */
        ONE,
        /** As many as the generation has; frozen with it. */
        GENERATION
    }

    /** A log that is read for ever: deleted by the retention worker only, stamped by the broker. */
    static TopicShape log(Partitions partitions, String keyedBy, int maxMessageBytes) {
        return new TopicShape(partitions, keyedBy, false, null, true, maxMessageBytes);
    }

    /** Derived records that consumers pick up within days. */
    static TopicShape feed(Partitions partitions, String keyedBy, Duration retention) {
        return new TopicShape(partitions, keyedBy, false, retention, true, ONE_MEBIBYTE);
    }

    /** The present state of each key. */
    static TopicShape table(Partitions partitions, String keyedBy) {
        return new TopicShape(partitions, keyedBy, true, null, false, ONE_MEBIBYTE);
    }

    /** The settings that a broker is given at creation. */
    public Map<String, String> config() {
        var config = new LinkedHashMap<String, String>();
        config.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.RETENTION_MS_CONFIG, retention == null ? "-1" : Long.toString(retention.toMillis()));
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, logAppendTime ? "LogAppendTime" : "CreateTime");
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        return config;
    }
}
