package io.probity.app;

import io.probity.document.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The names of settings that some Kafka client of ours knows; a class that the user plugs in may know others. */
final class KafkaNames {
    /** Goes to the topics that Kafka Streams makes; the broker judges it. */
    private static final String TOPIC = "topic.";

    /** Prefixes by which one of the clients alone is told something, the longer ones first. */
    private static final Map<String, Set<String>> ONE_CLIENT = Map.of(
            StreamsConfig.MAIN_CONSUMER_PREFIX, ConsumerConfig.configNames(),
            StreamsConfig.RESTORE_CONSUMER_PREFIX, ConsumerConfig.configNames(),
            StreamsConfig.GLOBAL_CONSUMER_PREFIX, ConsumerConfig.configNames(),
            StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.configNames(),
            StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configNames(),
            StreamsConfig.ADMIN_CLIENT_PREFIX, AdminClientConfig.configNames());

    private KafkaNames() {}

    /**
     * One line for each name that no client knows.
     *
     * @param names without their prefix
     * @param prefix what stands before them where they are set
     */
    static List<String> doubts(Collection<String> names, String prefix) {
        var known = known();
        var doubts = new ArrayList<String>();
        for (var name : names) {
            if (!name.startsWith(TOPIC) && !known.contains(name)) {
                doubts.add("no Kafka client knows the setting '" + prefix + name
                        + "'; it is passed on, since a class that you plug in may"
                        + NearestName.hint(
                                prefix + name,
                                known.stream().map(prefix::concat).toList()));
            }
        }
        return doubts;
    }

    private static Set<String> known() {
        var known = new TreeSet<>(StreamsConfig.configDef().names());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        ONE_CLIENT.forEach((prefix, names) -> names.forEach(name -> known.add(prefix + name)));
        return known;
    }
}
