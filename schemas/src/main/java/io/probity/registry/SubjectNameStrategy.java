package io.probity.registry;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a record's schema is registered; named as Confluent's classes are, with or without their package. */
public enum SubjectNameStrategy {
    /** {@code <topic>-key} or {@code <topic>-value}: one kind of record a topic. */
    TopicNameStrategy,
    /** The record's full name: one history of a record in all topics. */
    RecordNameStrategy,
    /** {@code <topic>-<full name>}: several kinds of record a topic, each with a history in that topic. */
    TopicRecordNameStrategy;

    private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

    /**
     * @param key the configuration key, for the message
     * @param name a short name, or the name of Confluent's class
     */
    static SubjectNameStrategy parse(String key, String name) {
        var shortName = name.startsWith(CONFLUENT_PACKAGE) ? name.substring(CONFLUENT_PACKAGE.length()) : name.trim();
        for (var strategy : values()) {
            if (strategy.name().equals(shortName)) {
                return strategy;
            }
        }
        throw new ConfigException(key, name, "must be one of " + Arrays.toString(values()));
    }

    /** The subject of a record with this schema in this topic. */
    public String subject(String topic, boolean isKey, Schema schema) {
        if (this == TopicNameStrategy) {
            return topic + (isKey ? "-key" : "-value");
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException(name() + " needs a record, not a schema of type " + schema.getType());
        }
        return this == RecordNameStrategy ? schema.getFullName() : topic + "-" + schema.getFullName();
    }
}
