package io.probity.app;

import io.probity.reroute.RerouteRule;
import io.probity.wire.SourceTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which topics are read apart from the others, and what is moved to which.
 *
 * @param shared topics that are read together
 * @param apart topics that are read each by itself
 * @param rules by which records are moved, of topics that are read together
 */
record Lanes(List<SourceTopic> shared, List<SourceTopic> apart, List<RerouteRule> rules) {

    /**
     * Reads the settings {@code sources.apart} and {@code reroute}.
     *
     * @throws SettingException naming the part that is wrong
     */
    static Lanes of(Settings settings, List<SourceTopic> sources) {
        var byName = sources.stream().collect(Collectors.toMap(SourceTopic::name, Function.identity()));
        var names = new LinkedHashSet<String>();
        var applications = new HashMap<String, String>();
        var configs = new ClientConfigs(settings);
        for (var name : settings.list(Setting.SOURCES_APART)) {
            bound(byName, name, "sources.apart");
            names.add(name);
            var application = configs.laneId(name);
            var other = applications.put(application, name);
            if (other != null && !other.equals(name)) {
                throw new SettingException("setting 'sources.apart' names " + other + " and " + name
                        + ", which would both be read by the application " + application
                        + ": give one of them another name, dashes and underscores count as the same there");
            }
        }
        return new Lanes(
                sources.stream().filter(topic -> !names.contains(topic.name())).toList(),
                sources.stream().filter(topic -> names.contains(topic.name())).toList(),
                rules(settings, byName, names));
    }

    private static List<RerouteRule> rules(Settings settings, Map<String, SourceTopic> byName, Set<String> apart) {
        var rules = new ArrayList<RerouteRule>();
        for (var part : settings.list(Setting.REROUTE)) {
            try {
                rules.add(RerouteRule.of(part));
            } catch (IllegalArgumentException e) {
                throw new SettingException("setting 'reroute': " + e.getMessage());
            }
        }
        for (var rule : rules) {
            var from = bound(byName, rule.from(), "reroute");
            var to = bound(byName, rule.to(), "reroute");
            if (!from.source().equals(to.source()) || !from.tenant().equals(to.tenant())) {
                throw new SettingException("setting 'reroute' moves records of " + from.name() + " (source "
                        + from.source() + ", tenant " + from.tenant() + ") to " + to.name() + " (source " + to.source()
                        + ", tenant " + to.tenant() + "): both must have one source and one tenant");
            }
            if (apart.contains(from.name())
                    || rules.stream().anyMatch(it -> it.from().equals(rule.to()))) {
                throw new SettingException("setting 'reroute' moves records of " + from.name() + " to " + to.name()
                        + ": a topic that records are moved to, and one that is read apart, moves none on");
            }
        }
        return rules;
    }

    private static SourceTopic bound(Map<String, SourceTopic> byName, String name, String setting) {
        var topic = byName.get(name);
        if (topic == null) {
            throw new SettingException("setting '" + setting + "' names topic " + name
                    + ", which setting 'sources' binds to no source: bind it there");
        }
        return topic;
    }
}
