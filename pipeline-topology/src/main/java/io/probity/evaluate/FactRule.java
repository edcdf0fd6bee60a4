package io.probity.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probity.canonical.CanonicalJson;
import io.probity.evaluate.cel.EventFacts;
import io.probity.model.AuditEvent;
import io.probity.model.Fact;
import io.probity.types.EventTypes;
import java.util.HashMap;
import java.util.Map;

/**
 * What an event tells of its subject, by the paths that its type declares, and how facts are kept: the last by the event's
 * own time. Pure.
 */
public final class FactRule {
    /** Longest JSON text of a fact, in characters: a subject's row holds some thirty facts and is written with each. */
    static final int MOST_TEXT = 4_096;
    /** What a fact becomes that is longer: absent, so that whoever asks for it is told UNKNOWN. */
    private static final String ABSENT = "null";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventTypes types;

    public FactRule(EventTypes types) {
        this.types = types;
    }

    /** Whether events of a type tell anything. */
    public boolean tells(String eventType) {
        return !paths(eventType).isEmpty();
    }

    /**
     * The facts after an event; the same map where it told nothing new. An older event never overwrites what a newer one
     * said; at the same moment the later in the log holds. A fact longer than {@value #MOST_TEXT} characters is absent.
     *
     * @param digest of the event, lower-case hex
     */
    public Map<String, Fact> after(Map<String, Fact> before, AuditEvent event, String digest) {
        var told = EventFacts.of(event, paths(event.getEventType()));
        if (told.isEmpty()) {
            return before;
        }
        var after = new HashMap<>(before);
        told.forEach((name, value) -> {
            var known = before.get(name);
            if (known == null || !event.getEffective().isBefore(known.getEffective())) {
                after.put(name, new Fact(text(value), event.getEffective(), event.getId(), digest));
            }
        });
        return after;
    }

    /** Never the fact of before, which is no longer true, and never a part of the new one, which nobody said. */
    private static String text(JsonNode value) {
        var text = CanonicalJson.text(value);
        return text.length() <= MOST_TEXT ? text : ABSENT;
    }

    /** The facts as values that an expression can read. */
    public static Map<String, JsonNode> values(Map<String, Fact> facts) {
        var values = HashMap.<String, JsonNode>newHashMap(facts.size());
        facts.forEach((name, fact) -> values.put(name, parse(fact.getValue())));
        return values;
    }

    private Map<String, String> paths(String eventType) {
        return types.find(eventType).map(type -> type.facts()).orElse(Map.of());
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the row of a subject holds a fact that is no JSON: " + json, broken);
        }
    }
}
