package io.probity.door;

import io.probity.own.OwnTopics;
import io.probity.wire.SourceTopic;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All ways in.
 *
 * @param events those who may post to {@code /v1/events}, told apart by their proof
 * @param providers {@code /v1/in/<path>}, by path
 */
public record DoorPlan(List<Entrance> events, Map<String, Entrance> providers) {
    /** The source of {@code /v1/events}. */
    static final String CANONICAL = "canonical";

    /** The source of CloudEvents, wherever they are posted as such. */
    static final String CLOUD_EVENTS = "cloudevents";

    static final String EVENTS = "events";
    static final String IN = "in/";

    /** Five minutes: what Slack, Standard Webhooks and this project's own scheme ask for. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    public DoorPlan {
        events = List.copyOf(events);
        providers = Map.copyOf(providers);
    }

    /**
     * For an endpoint on loopback without a file: every source that has one topic is open to every process of this machine, but
     * for the platform's own.
     */
    public static DoorPlan open(List<SourceTopic> topics, InstantSource clock) {
        var events = new ArrayList<Entrance>();
        var providers = new LinkedHashMap<String, Entrance>();
        for (var topic : topics) {
            if (OwnTopics.isOwn(topic)) {
                continue; // what the platform says of itself, nobody else may say
            }
            if (topics.stream().filter(it -> it.source().equals(topic.source())).count() > 1) {
                continue; // which of them, only a file can say
            }
            if (topic.source().equals(CANONICAL)) {
                events.add(openTo(EVENTS, topic, topics, clock));
            } else {
                providers.put(topic.source(), openTo(IN + topic.source(), topic, topics, clock));
            }
        }
        return new DoorPlan(events, providers);
    }

    private static Entrance openTo(String name, SourceTopic topic, List<SourceTopic> topics, InstantSource clock) {
        try {
            var nobody = Secrets.read(List.of(), false, clock);
            var verifier = new Verifier(name, Scheme.NONE, nobody, TOLERANCE);
            return new Entrance(verifier, topic.source(), topic.name(), cloudEvents(topic, topics), Set.of());
        } catch (IOException impossible) {
            throw new IllegalStateException("no file was read", impossible);
        }
    }

    /** The one topic of CloudEvents that has the tenant of another topic; null for none, and for several. */
    static @Nullable String cloudEvents(SourceTopic besides, List<SourceTopic> topics) {
        var found = topics.stream()
                .filter(it -> it.source().equals(CLOUD_EVENTS) && it.tenant().equals(besides.tenant()))
                .map(SourceTopic::name)
                .toList();
        return found.size() == 1 ? found.getFirst() : null;
    }
}
