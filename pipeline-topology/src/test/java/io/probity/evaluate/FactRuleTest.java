package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.JsonValues;
import io.probity.model.AuditEvent;
import io.probity.model.Fact;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactRuleTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final FactRule rule = new FactRule(EventTypes.shipped());

    @Test
    void onlyTypesThatDeclareFactsTellAny() {
        assertThat(rule.tells("drift_detected")).isTrue();
        assertThat(rule.tells("feedback_submitted")).isFalse();
        assertThat(rule.tells("no such type")).isFalse();
    }

    @Test
    void anEventTellsWhatItsTypeDeclaresWithWhereItWasRead() {
        assertThat(rule.after(Map.of(), drift("d1", "true", NOON), "digest"))
                .containsExactly(Map.entry("drift.", new Fact("true", NOON, "d1", "digest")));
    }

    @Test
    void aNewerEventOverwritesAndAnOlderOneDoesNot() {
        var known = rule.after(Map.of(), drift("d1", "true", NOON), "a");

        assertThat(rule.after(known, drift("d2", "false", NOON.plusMillis(1)), "b")
                        .get("drift."))
                .isEqualTo(new Fact("false", NOON.plusMillis(1), "d2", "b"));
        assertThat(rule.after(known, drift("d0", "false", NOON.minusMillis(1)), "b"))
                .isEqualTo(known);
    }

    @Test
    void atTheSameMomentTheLaterInTheLogHolds() {
        var known = rule.after(Map.of(), drift("d1", "true", NOON), "a");

        assertThat(rule.after(known, drift("d2", "false", NOON), "b"))
                .containsExactly(Map.entry("drift.", new Fact("false", NOON, "d2", "b")));
    }

    @Test
    void anEventThatTellsNothingLeavesTheFactsAsTheyAre() {
        var known = rule.after(Map.of(), drift("d1", "true", NOON), "a");

        assertThat(rule.after(known, event("drift_detected", "{}", "d2", NOON.plusSeconds(1)), "b"))
                .as("a field that is missing unsays nothing")
                .isSameAs(known);
        assertThat(rule.after(known, drift("d2", "null", NOON.plusSeconds(1)), "b"))
                .isSameAs(known);
        assertThat(rule.after(known, event("feedback_submitted", "{}", "f", NOON), "b"))
                .isSameAs(known);
    }

    @Test
    void whatOtherEventsToldStays() {
        var other = Map.of("visibility", new Fact("\"private\"", NOON, "v", "v"));

        assertThat(rule.after(other, drift("d1", "true", NOON), "a")).containsOnlyKeys("visibility", "drift.");
        assertThat(other).as("the map that was given").containsOnlyKeys("visibility");
    }

    @Test
    void whatIsToldOfOneThingLeavesTheOthersAsTheyAre() {
        var known = rule.after(Map.of(), drift("d1", "{\"drifted\": true, \"resource\": \"a\"}"), "a");
        known = rule.after(known, drift("d2", "{\"drifted\": false, \"resource\": \"b\"}"), "b");
        known = rule.after(known, drift("d3", "{\"drifted\": true}"), "c");

        assertThat(FactRule.values(known))
                .containsExactly(Map.entry("drift", JsonValues.node("{\"\": true, \"a\": true, \"b\": false}")));
    }

    /** Without that one thing the rest would pass for the whole: of what is too long it is not known whether it drifted. */
    @Test
    void tooLongAValueOfOneThingLeavesNothingKnownOfAll() {
        var known = rule.after(Map.of(), drift("d1", "{\"drifted\": false, \"resource\": \"a\"}"), "a");
        var tooLong = "{\"drifted\": \"%s\", \"resource\": \"b\"}".formatted("x".repeat(FactRule.MOST_KEYED_TEXT));
        known = rule.after(known, drift("d2", tooLong), "b");
        known = rule.after(known, drift("d3", "{\"drifted\": false, \"resource\": \"c\"}"), "c");

        assertThat(FactRule.values(known)).isEmpty();
    }

    private static AuditEvent drift(String id, String data) {
        return event("drift_detected", data, id, NOON);
    }

    @Test
    void factsAreReadAsTheValuesThatTheyAre() {
        assertThat(FactRule.values(Map.of("n", fact("2"), "text", fact("\"two\""), "list", fact("[1,2]"))))
                .containsOnly(
                        Map.entry("n", JsonValues.node("2")),
                        Map.entry("text", JsonValues.node("\"two\"")),
                        Map.entry("list", JsonValues.node("[1,2]")));
    }

    @Test
    void aRowThatHoldsNoJsonIsADefectAndSaysSo() {
        assertThatThrownBy(() -> FactRule.values(Map.of("n", fact("{"))).get("n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{");
    }

    private static Fact fact(String json) {
        return new Fact(json, NOON, "e", "d");
    }

    private static AuditEvent drift(String id, String drifted, Instant at) {
        return event("drift_detected", "{\"drifted\": " + drifted + "}", id, at);
    }

    private static AuditEvent event(String type, String data, String id, Instant at) {
        var json = "{\"eventType\": \"%s\", \"id\": \"%s\", \"timestamp\": \"%s\", \"data\": %s}"
                .formatted(type, id, at, data);
        return PartialEvent.complete(JsonValues.node(json), "test", "environment");
    }
}
