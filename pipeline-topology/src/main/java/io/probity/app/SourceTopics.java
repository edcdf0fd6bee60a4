package io.probity.app;

import io.probity.document.NearestName;
import io.probity.normalise.Sources;
import io.probity.own.OwnEvent;
import io.probity.own.OwnTopics;
import io.probity.wire.SourceTopic;
import io.probity.wire.TopicShape;
import io.probity.wire.Topics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the setting {@code sources} says: which topics are read, how, and whose events they hold. */
final class SourceTopics {
    /** Before the name of a source in the names of topics. */
    private static final String RAW = "audit.raw.";

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private SourceTopics() {}

    /**
     * Reads {@code topic=source} or {@code topic=source:tenant}, separated by commas.
     *
     * @param own the sources that are read from audit.raw.NAME where the setting does not name them
     * @throws SettingException naming the part that is wrong
     */
    static List<SourceTopic> of(Settings settings, Sources sources, Set<String> own) {
        Map<String, SourceTopic> topics = new LinkedHashMap<>();
        for (var part : settings.text(Setting.SOURCES).split(",", -1)) {
            var topic = topic(part.strip(), settings.text(Setting.TENANT), sources);
            if (topics.put(topic.name(), topic) != null) {
                throw new SettingException(
                        "setting 'sources' names topic " + topic.name() + " twice: one topic has one source");
            }
        }
        var bound = topics.values().stream().map(SourceTopic::source).collect(Collectors.toSet());
        own.stream().filter(name -> !bound.contains(name)).sorted().forEach(name -> {
            var topic = new SourceTopic(RAW + name, name, settings.text(Setting.TENANT));
            var other = topics.putIfAbsent(topic.name(), topic);
            if (other != null) {
                throw new SettingException("setting 'sources' binds " + other.name() + " to source '" + other.source()
                        + "', and setting 'mappings' describes a source '" + name
                        + "' that would be read from there: say in 'sources' which topic it is read from");
            }
        });
        addOwn(topics, settings);
        return List.copyOf(topics.values());
    }

    /** What each of some topics must be like on the broker, by name, in their order. */
    static Map<String, TopicShape> shapes(List<SourceTopic> topics) {
        var shapes = new LinkedHashMap<String, TopicShape>();
        topics.forEach(
                topic -> shapes.put(topic.name(), OwnTopics.isOwn(topic) ? Topics.ownShape() : Topics.sourceShape()));
        return shapes;
    }

    /** Each tenant that has a source has one more: what the pipeline itself finds out about them. */
    private static void addOwn(Map<String, SourceTopic> topics, Settings settings) {
        var first = settings.text(Setting.TENANT);
        var tenants = new LinkedHashSet<String>();
        tenants.add(first);
        topics.values().forEach(topic -> tenants.add(topic.tenant()));
        topics.values().stream().filter(OwnTopics::isOwn).forEach(topic -> tenants.remove(topic.tenant()));
        for (var tenant : tenants) {
            requireName(tenant);
            var name = tenant.equals(first) ? OwnTopics.NAME : OwnTopics.NAME + '.' + tenant;
            var other = topics.putIfAbsent(name, new SourceTopic(name, OwnEvent.SOURCE, tenant));
            if (other != null) {
                throw new SettingException("setting 'sources' binds " + name + " to source '" + other.source()
                        + "', and events of the pipeline's own about tenant '" + tenant
                        + "' are read from there: give the other source another topic");
            }
        }
    }

    /** A tenant is part of the name of a topic. */
    private static void requireName(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new SettingException(
                    "tenant '" + tenant + "' of settings 'tenant' and 'sources' must be 1 to 200 letters,"
                            + " digits, dots, dashes and underscores: a topic is named after it");
        }
    }

    private static SourceTopic topic(String part, String tenant, Sources sources) {
        int equals = part.indexOf('=');
        if (equals < 1 || equals == part.length() - 1) {
            throw new SettingException(
                    "setting 'sources' must be topic=source or topic=source:tenant, separated by commas; '" + part
                            + "' is neither");
        }
        var bound = part.substring(equals + 1).split(":", 2);
        if (sources.named(bound[0]).isEmpty()) {
            var names = sources.all().stream().map(source -> source.name()).toList();
            throw new SettingException(
                    "setting 'sources' names source '" + bound[0] + "', which is unknown: did you mean '"
                            + NearestName.of(bound[0], names) + "'? `probity sources` lists them all");
        }
        return new SourceTopic(part.substring(0, equals), bound[0], bound.length == 2 ? bound[1] : tenant);
    }
}
