package io.probity.flow;

import io.probity.own.OwnEvent;
import io.probity.own.OwnTopics;
import io.probity.wire.Topic;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Events of our own go to the topic of their tenant, which intake reads like any other source's. */
final class OwnEvents {
    private OwnEvents() {}

    /**
     * Ends them there.
     *
     * @param which what they tell of, in the names of the nodes
     */
    static void write(KStream<String, OwnEvent> events, String which, Topic<String, byte[]> topic, OwnTopics own) {
        topic.writeTo(events.mapValues(OwnEvent::json, Named.as("own-event-" + which)), new ByTenant(own), which);
    }

    private record ByTenant(OwnTopics own) implements TopicNameExtractor<String, byte[]> {
        /** The key is tenant and subject, and no tenant has a bar in its name. */
        @Override
        public String extract(String key, byte[] value, RecordContext context) {
            return own.of(key.substring(0, key.indexOf('|')));
        }

        /** What the topology is described with. */
        @Override
        public String toString() {
            return "by tenant";
        }
    }
}
