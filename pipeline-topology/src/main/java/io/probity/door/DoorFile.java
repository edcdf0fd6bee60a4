package io.probity.door;

import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.NearestName;
import io.probity.document.Problem;
import io.probity.own.OwnEvent;
import io.probity.own.OwnTopics;
import io.probity.wire.SourceTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code door.sources} names: who may come in by which way.
 *
 * @param plan worth something where there are no problems
 */
public record DoorFile(DoorPlan plan, List<Problem> problems) {
    private static final Pattern PATH = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /**
     * Reads it, and the secrets that it names.
     *
     * @param file as people are told of it; secrets are relative to its folder
     * @param topics that sources are read from
     * @param onLoopback whether only this machine can reach the endpoint
     */
    public static DoorFile parse(
            Path file, String text, List<SourceTopic> topics, boolean onLoopback, InstantSource clock) {
        var tree = LocatedTree.parse(file.toString(), text);
        if (!tree.problems().isEmpty()) {
            return new DoorFile(new DoorPlan(List.of(), Map.of()), tree.problems());
        }
        var reader = new Reader(file.toAbsolutePath().getParent(), topics, onLoopback, clock);
        var root = new Fields(tree, "", tree.root());
        var events = root.objects("events", it -> reader.entrance(it, DoorPlan.EVENTS, DoorPlan.CANONICAL));
        var providers = new LinkedHashMap<String, Entrance>();
        root.objects("in", it -> reader.provider(it, providers));
        root.done();
        return new DoorFile(
                new DoorPlan(events.stream().flatMap(List::stream).toList(), providers), List.copyOf(tree.problems()));
    }

    private record Reader(@Nullable Path folder, List<SourceTopic> topics, boolean onLoopback, InstantSource clock) {

        boolean provider(Fields fields, Map<String, Entrance> providers) {
            var path = fields.needed("path");
            var source = fields.needed("source");
            if (!path.isEmpty() && !PATH.matcher(path).matches()) {
                fields.error("path", "`path` must be of a-z, 0-9, dot, dash and underscore, not `" + path + "`");
            }
            for (var entrance : entrance(fields, DoorPlan.IN + path, source)) {
                if (providers.put(path, entrance) != null) {
                    fields.error("path", "`" + path + "` is given twice: one path has one entrance");
                }
            }
            return true;
        }

        /** One entrance; none where something is wrong with it, which is noted. */
        List<Entrance> entrance(Fields fields, String name, String source) {
            var scheme = scheme(fields);
            var topic = topic(fields, source);
            var tolerance = fields.duration("tolerance");
            var secrets = secrets(fields, scheme);
            var headers = headers(fields);
            if (topic == null || secrets == null || scheme == null) {
                return List.of();
            }
            var verifier = new Verifier(
                    name, scheme, secrets, tolerance == null ? DoorPlan.TOLERANCE : positive(fields, tolerance));
            return List.of(new Entrance(verifier, source, topic.name(), DoorPlan.cloudEvents(topic, topics), headers));
        }

        private static Duration positive(Fields fields, Duration tolerance) {
            if (tolerance.isNegative() || tolerance.compareTo(Duration.ofHours(1)) > 0) {
                fields.error("tolerance", "`tolerance` must be from PT0S to PT1H");
            }
            return tolerance;
        }

        private @Nullable Scheme scheme(Fields fields) {
            if (fields.needed("scheme").isEmpty()) {
                return null;
            }
            var scheme = fields.oneOf("scheme", Scheme.class, Scheme.HMAC, Set.of());
            boolean open = fields.flag("open");
            if (scheme == Scheme.NONE && !onLoopback && !open) {
                fields.error(
                        "scheme",
                        "`scheme: none` lets everybody in who reaches this endpoint, and it is not on loopback: say `open:"
                                + " true` beside it if that is meant");
            }
            return scheme;
        }

        private @Nullable SourceTopic topic(Fields fields, String source) {
            var wanted = fields.optional("topic");
            var bound = topics.stream().filter(it -> it.source().equals(source)).toList();
            if (source.isEmpty()) {
                return null;
            }
            if (source.equals(OwnEvent.SOURCE)) {
                fields.error(
                        "source",
                        "`" + source
                                + "` is the platform's own source: its events come in by no door, so that nobody can"
                                + " say them in its name");
                return null;
            }
            if (bound.isEmpty()) {
                var known = topics.stream()
                        .filter(it -> !OwnTopics.isOwn(it))
                        .map(SourceTopic::source)
                        .distinct()
                        .toList();
                fields.error(
                        fields.has("source") ? "source" : "",
                        "no topic of setting `sources` is bound to source `" + source + "`"
                                + NearestName.hint(source, known) + "; bind one: audit.raw." + source + "=" + source);
                return null;
            }
            if (wanted == null) {
                if (bound.size() > 1) {
                    fields.error("", "`topic` is needed: source `" + source + "` is read from " + names(bound));
                    return null;
                }
                return bound.getFirst();
            }
            for (var topic : bound) {
                if (topic.name().equals(wanted)) {
                    return topic;
                }
            }
            fields.error(
                    "topic",
                    "`" + wanted + "` is not bound to source `" + source + "`, which is read from " + names(bound)
                            + NearestName.hint(
                                    wanted,
                                    bound.stream().map(SourceTopic::name).toList()));
            return null;
        }

        private static String names(List<SourceTopic> bound) {
            return bound.stream().map(SourceTopic::name).collect(Collectors.joining(", "));
        }

        private @Nullable Secrets secrets(Fields fields, @Nullable Scheme scheme) {
            var files = new ArrayList<Path>();
            for (var name : fields.texts("secrets")) {
                files.add(folder == null ? Path.of(name) : folder.resolve(name));
            }
            if (scheme == null) {
                return null;
            }
            if (scheme == Scheme.NONE && !files.isEmpty()) {
                fields.error("secrets", "`scheme: none` asks for no secret");
            }
            if (scheme != Scheme.NONE && files.isEmpty()) {
                fields.error(
                        fields.has("secrets") ? "secrets" : "",
                        "`secrets` must name one file or more, each with one secret: openssl rand -base64 32 > door.secret");
                return null;
            }
            try {
                return Secrets.read(files, scheme == Scheme.STANDARD_WEBHOOKS, clock);
            } catch (IOException e) {
                fields.error("secrets", "a secret cannot be read: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                fields.error("secrets", String.valueOf(e.getMessage()));
            }
            return null;
        }

        private static Set<String> headers(Fields fields) {
            var names = fields.texts("headers").stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            for (var name : names) {
                if (Passed.isSecret(name)) {
                    fields.error("headers", "`" + name + "` may hold a secret: what is written to Kafka is kept");
                }
            }
            return names;
        }
    }
}
