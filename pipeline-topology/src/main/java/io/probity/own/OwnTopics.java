package io.probity.own;

import io.probity.wire.SourceTopic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The topics that events of source {@code probity} enter by, one of each tenant: whose an event is, is said by its topic alone,
 * for ours as for any other.
 *
 * @param first where an event goes whose tenant has none
 * @param byTenant name of the topic, by tenant
 */
public record OwnTopics(String first, Map<String, String> byTenant) {
    /** The topic of the first tenant; the others' have a dot and the tenant behind it. */
    public static final String NAME = "audit.raw.probity";

    public OwnTopics {
        byTenant = Map.copyOf(byTenant);
    }

    /** Those among the topics that are read. */
    public static OwnTopics among(List<SourceTopic> sources) {
        return new OwnTopics(
                NAME,
                sources.stream()
                        .filter(OwnTopics::isOwn)
                        .collect(Collectors.toMap(
                                SourceTopic::tenant, SourceTopic::name, (one, other) -> one, LinkedHashMap::new)));
    }

    /** One topic for all: of a replay, whose events nobody reads. */
    public static OwnTopics one(String name) {
        return new OwnTopics(name, Map.of());
    }

    /** Whether a topic is one of these. */
    public static boolean isOwn(SourceTopic topic) {
        return topic.source().equals(OwnEvent.SOURCE);
    }

    /** Where the events of a tenant go. */
    public String of(String tenant) {
        return byTenant.getOrDefault(tenant, first);
    }
}
