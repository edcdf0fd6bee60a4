package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.EventDraft;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Raw events of a peer with what it makes of them, beside what we make of them. */
final class PeerPairs {
    /** What a value is called at the top of a peer's event, beside its attributes. */
    private static final List<String> STANDARD = List.of("service", "status", "trace_id", "span_id", "timestamp");

    private int rows;
    private int accepted;
    private int values;
    private int found;
    private final Set<String> alone = new TreeSet<>();

    private PeerPairs() {}

    static boolean isOne(JsonNode row) {
        return row.has("raw") && row.has("expected");
    }

    static JsonNode raw(JsonNode pair) {
        return Reading.json(pair.get("raw").asText());
    }

    /** A line for each file of pairs. */
    static String table(Path folder) throws IOException {
        var text = new StringBuilder();
        for (var entry : all(folder).entrySet()) {
            var pairs = entry.getValue();
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %d | %d | %d | %s |%n",
                    entry.getKey(),
                    pairs.rows,
                    pairs.accepted,
                    pairs.values,
                    pairs.found,
                    String.join(", ", pairs.alone)));
        }
        return text.toString();
    }

    /** What is theirs alone, by source. */
    static Map<String, Set<String>> alone(Path folder) throws IOException {
        var alone = new TreeMap<String, Set<String>>();
        all(folder).forEach((source, pairs) -> alone.put(source, pairs.alone));
        return alone;
    }

    private static Map<String, PeerPairs> all(Path folder) throws IOException {
        var all = new TreeMap<String, PeerPairs>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString().replace(".pairs.ndjson", "");
                var source = Sources.shipped().named(name).isPresent() ? name : "generic";
                var pairs = new PeerPairs();
                for (var line : Files.readAllLines(file)) {
                    pairs.compare(source, Reading.json(line));
                }
                all.put(name, pairs);
            }
        }
        return all;
    }

    private void compare(String source, JsonNode pair) {
        rows++;
        var read = Reading.source(source).normalise(raw(pair), Map.of());
        if (read.size() != 1 || !(read.getFirst() instanceof Normalised.Event event)) {
            return;
        }
        accepted++;
        var ours = new Ours(event.draft());
        var theirs = pair.get("expected");
        leaves("", theirs.path("custom"), (path, value) -> look(path, value, ours));
        STANDARD.forEach(name -> leaves(name, theirs.path(name), (path, value) -> look(path, value, ours)));
    }

    private void look(String path, JsonNode value, Ours ours) {
        values++;
        if (ours.have(path, value)) {
            found++;
        } else {
            alone.add(path.startsWith("/") ? path.substring(1).replace('/', '.') : path);
        }
    }

    private static void leaves(String path, JsonNode value, BiConsumer<String, JsonNode> each) {
        if (value.isObject()) {
            value.properties().forEach(member -> leaves(path + "/" + member.getKey(), member.getValue(), each));
        } else if (value.isArray()) {
            value.forEach(item -> leaves(path, item, each));
        } else if (!value.isNull() && !value.isMissingNode()) {
            each.accept(path, value);
        }
    }

    /** An event's values: those of its fields by themselves, those of its data with their names. */
    private static final class Ours {
        private final Set<String> fields = new HashSet<>();
        private final Set<List<String>> data = new HashSet<>();

        Ours(EventDraft draft) {
            var metadata = draft.metadata;
            var target = draft.target;
            var named = new ArrayList<@Nullable Object>(List.of(draft.eventType, draft.action, draft.source));
            named.add(draft.actor.getId());
            named.add(draft.actor.getName());
            named.add(draft.id);
            named.add(draft.requestId);
            named.add(draft.sessionId);
            named.add(draft.traceId);
            named.add(draft.spanId);
            if (metadata != null) {
                named.add(metadata.getClientIp());
                named.add(metadata.getUserAgent());
            }
            if (target != null) {
                named.add(target.getId());
                named.add(target.getName());
            }
            named.stream().filter(Objects::nonNull).forEach(value -> fields.add(value.toString()));
            if (draft.effective != null) {
                fields.add(Long.toString(draft.effective.toEpochMilli()));
            }
            leaves("", Reading.json(draft.data()), (path, value) -> data.add(List.of(last(path), text(value))));
        }

        boolean have(String path, JsonNode value) {
            return fields.contains(text(value))
                    || data.contains(List.of(last(path), text(value)))
                    || (last(path).equals("timestamp") && fields.contains(millis(value)));
        }

        private static String last(String path) {
            return path.substring(path.lastIndexOf('/') + 1)
                    .replaceAll("[_-]", "")
                    .toLowerCase(Locale.ROOT);
        }

        private static String millis(JsonNode value) {
            return value.asText().matches("\\d+")
                    ? value.asText()
                    : Long.toString(Instant.parse(value.asText()).toEpochMilli());
        }

        private static String text(JsonNode value) {
            return value.isNumber()
                    ? new BigDecimal(value.asText()).stripTrailingZeros().toPlainString()
                    : value.asText();
        }
    }
}
