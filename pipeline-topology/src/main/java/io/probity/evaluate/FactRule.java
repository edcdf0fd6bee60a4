package io.probity.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.probity.canonical.CanonicalJson;
import io.probity.model.AuditEvent;
import io.probity.model.Fact;
import io.probity.types.EventType;
import io.probity.types.EventTypes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of its subject, by the paths that its type declares, and how facts are kept: the last by the event's
 * own time. Pure.
 */
public final class FactRule {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LITERAL = "=";

    private final EventTypes types;

    public FactRule(EventTypes types) {
        this.types = types;
    }

    /** Whether events of a type tell anything. */
    public boolean tells(String eventType) {
        return types.find(eventType).map(type -> !type.facts().isEmpty()).orElse(false);
    }

    /**
     * The facts after an event. An older event never overwrites what a newer one said; at the same moment the later in
     * the log holds.
     *
     * @param digest of the event, lower-case hex
     */
    public Map<String, Fact> after(Map<String, Fact> before, AuditEvent event, String digest) {
        EventType type = types.find(event.getEventType()).orElse(null);
        if (type == null || type.facts().isEmpty()) {
            return before;
        }
        var after = new HashMap<>(before);
        for (var declared : type.facts().entrySet()) {
            JsonNode value = value(event, declared.getValue());
            var known = before.get(declared.getKey());
            boolean newer = known == null || !event.getEffective().isBefore(known.getEffective());
            if (!value.isMissingNode() && !value.isNull() && newer) {
                after.put(
                        declared.getKey(),
                        new Fact(CanonicalJson.text(value), event.getEffective(), event.getId(), digest));
            }
        }
        return after;
    }

    /** The facts as values that an expression can read. */
    public static Map<String, JsonNode> values(Map<String, Fact> facts) {
        var values = new HashMap<String, JsonNode>(facts.size() * 2);
        facts.forEach((name, fact) -> values.put(name, parse(fact.getValue())));
        return values;
    }

    /** A path such as {@code data.settings.visibility} or {@code actor.id}; {@code =true} is the value itself. */
    private static JsonNode value(AuditEvent event, String path) {
        if (path.startsWith(LITERAL)) {
            return parse(path.substring(LITERAL.length()));
        }
        var steps = path.split("\\.", -1);
        return switch (steps[0]) {
            case "data" -> descend(parse(event.getData()), steps, 1);
            case "raw" -> event.getRaw() == null ? MissingNode.getInstance() : descend(parse(event.getRaw()), steps, 1);
            default -> field(event, steps, 0);
        };
    }

    private static JsonNode descend(JsonNode json, String[] steps, int from) {
        for (int i = from; i < steps.length; i++) {
            json = json.path(steps[i]);
        }
        return json;
    }

    private static JsonNode field(@Nullable Object value, String[] steps, int at) {
        if (at < steps.length) {
            if (!(value instanceof IndexedRecord record)) {
                return MissingNode.getInstance();
            }
            var field = record.getSchema().getField(steps[at]);
            return field == null ? MissingNode.getInstance() : field(record.get(field.pos()), steps, at + 1);
        }
        return switch (value) {
            case CharSequence text -> TextNode.valueOf(text.toString());
            case Boolean truth -> BooleanNode.valueOf(truth);
            case Integer number -> LongNode.valueOf(number);
            case Long number -> LongNode.valueOf(number);
            case Enum<?> symbol -> TextNode.valueOf(symbol.name().toLowerCase(Locale.ROOT));
            case null, default -> MissingNode.getInstance();
        };
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("intake writes canonical JSON; this is none: " + json, broken);
        }
    }
}
