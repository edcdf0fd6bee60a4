package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.model.AuditEvent;
import io.probity.model.Fact;
import io.probity.types.EventType;
import io.probity.types.EventTypeFile;
import io.probity.types.EventTypes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyedFactsTest {
    private static final FactRule RULE = new FactRule(EventTypes.of(List.of(
            type("{name: set, facts: {'rules.{target.id}': data.n, level: 'data.level?', by: actor.id}}"),
            type("{name: dropped, facts: {'rules.{target.id}': null, level: null}}"))));

    @Test
    void keepsOneFactForEachThing() {
        assertThat(values(set("1", 0), set("2", 2), set("1", 1))).containsEntry("rules", json("{\"1\": 1, \"2\": 2}"));
    }

    @Test
    void takesOneThingBackAndLeavesTheOthers() {
        assertThat(values(set("1", 0), set("2", 2), dropped("2"))).containsEntry("rules", json("{\"1\": 0}"));
        assertThat(values(set("1", 2), dropped("1"))).containsEntry("rules", json("{}"));
        assertThat(values(event("{eventType: set}"))).doesNotContainKey("rules");
    }

    @Test
    void anEarlierEventDoesNotBringBackWhatWasTakenBackLater() {
        var late =
                event("{eventType: set, timestamp: '2025-12-31T23:00:00Z', target: {id: '1'}, data: {n: 2, level: 3}}");

        assertThat(values(set("1", 0), dropped("1"), late))
                .containsEntry("rules", json("{}"))
                .doesNotContainKey("level");
    }

    @Test
    void takesBackWhatAnEventOfTheKindDoesNotSayAgain() {
        var loud = event("{eventType: set, data: {level: 3}}");
        var quiet = event("{eventType: set, data: {}}");

        assertThat(values(loud)).containsEntry("level", json("3"));
        assertThat(values(loud, quiet)).doesNotContainKey("level").containsEntry("by", json("\"somebody\""));
    }

    @Test
    void namesOfThingsMayHoldDots() {
        assertThat(values(set("release/1.0", 2))).containsEntry("rules", json("{\"release/1.0\": 2}"));
    }

    /** A part would pass for the whole. */
    @Test
    void knowsNothingAtAllOfTooManyThings() {
        var facts = Map.<String, Fact>of();
        for (int i = 0; i < FactRule.MOST_KEYS; i++) {
            facts = RULE.after(facts, set("r" + i, 2), "");
        }
        assertThat(FactRule.values(facts).get("rules")).hasSize(FactRule.MOST_KEYS);

        facts = RULE.after(RULE.after(facts, set("one more", 0), ""), set("r1", 2), "");
        assertThat(FactRule.values(facts)).doesNotContainKey("rules").containsKey("by");
        assertThat(facts.keySet()).noneMatch(name -> name.startsWith("rules."));
    }

    @Test
    void knowsNothingOnceOneThingCannotBeToldFromAnother() {
        assertThat(values(set("1", 2), set("x".repeat(300), 0), set("1", 2))).doesNotContainKey("rules");
    }

    private static Map<String, JsonNode> values(AuditEvent... events) {
        var facts = Map.<String, Fact>of();
        for (var event : events) {
            facts = RULE.after(facts, event, "");
        }
        return FactRule.values(facts);
    }

    private static AuditEvent set(String target, int n) {
        return event("{eventType: set, target: {id: '" + target + "'}, data: {n: " + n + "}}");
    }

    private static AuditEvent dropped(String target) {
        return event("{eventType: dropped, target: {id: '" + target + "'}}");
    }

    private static AuditEvent event(String yaml) {
        return PartialEvent.complete(yaml(yaml), "set", "project");
    }

    private static EventType type(String yaml) {
        var file = EventTypeFile.parse("test", yaml);
        assertThat(file.problems()).isEmpty();
        return file.registrations().getFirst().type();
    }

    private static JsonNode yaml(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(yaml, wrong);
        }
    }

    private static JsonNode json(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(json, wrong);
        }
    }
}
