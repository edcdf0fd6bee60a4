package io.probity.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.Keeping;
import io.probity.leaf.Reason;
import io.probity.model.Action;
import io.probity.model.CommandKind;
import io.probity.model.Decision;
import io.probity.model.Exemption;
import io.probity.model.ExemptionKind;
import io.probity.model.LeafRef;
import io.probity.model.Observation;
import io.probity.model.Protected;
import io.probity.model.Seen;
import io.probity.model.Severity;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputRuleTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final LeafRef LEAF = new LeafRef(1, 0, 7L, "cd".repeat(32));
    private static final String TOKEN = "{\"e\":1,\"t\":\"" + "0a".repeat(16) + "\"}";

    @Test
    void nothingLeftOutIsTheSameRecord() {
        var violation = violation("ada@example.org");

        assertThat(OutputRule.NOTHING.told(violation)).isSameAs(violation);
    }

    @Test
    void theRecordItselfIsLeftAsItIs() {
        var violation = violation("ada@example.org", seen("data.note", "\"a\""));
        dropping("event.actor", "data").told(violation);

        assertThat(violation).isEqualTo(violation("ada@example.org", seen("data.note", "\"a\"")));
    }

    @Test
    void membersAreLeftEmpty() {
        var told = new OutputRule(Set.of("observed", "expected", "reason", "expression", "remediation"), Map.of())
                .told(violation("ada", seen("data.note", "\"a\"")));

        assertThat(told.getObserved()).isEmpty();
        assertThat(told.getExpected()).isEmpty();
        assertThat(told.getReason() + told.getExpression() + told.getRemediation())
                .isEmpty();
        assertThat(told.getActor()).isEqualTo("ada");
        assertThat(told.getId()).isEqualTo("ab".repeat(32));
    }

    /** Who decides by it needs to know which it is; its words stand in the reason too, which is left out. */
    @Test
    void ofAnExemptionThatStaysWhichItIsAndItsWordsGoWithTheReason() {
        var waiver = new Exemption(ExemptionKind.WAIVER, "w1", "3", "carol", "being rebuilt", NOON);
        var waived = Decision.newBuilder(decision(Status.WAIVED, "waived until " + NOON + " by carol (being rebuilt)"))
                .setExemption(waiver)
                .build();

        assertThat(dropping("data").told(waived).getExemption()).isEqualTo(waiver);
        assertThat(new OutputRule(Set.of("reason"), Map.of()).told(waived).getExemption())
                .isEqualTo(new Exemption(ExemptionKind.WAIVER, "w1", "3", "", "", NOON));
        assertThat(waived.getExemption()).isEqualTo(waiver);
    }

    /** Which order it was stays, or two states of one violation would look alike. */
    @Test
    void ofAnOrderWhoAndWhyAreLeftOutAndNotThatThereWasOne() {
        var action = new Action("o1", CommandKind.REVIEW, "bob", "seen", NOON, NOON, LEAF);
        var reviewed = Violation.newBuilder(violation("ada"))
                .setAssignee("dora")
                .setLastAction(action)
                .build();
        var told = new OutputRule(Set.of("assignee", "lastAction"), Map.of()).told(reviewed);

        assertThat(told.getAssignee()).isNull();
        assertThat(told.getLastAction()).isEqualTo(new Action("o1", CommandKind.REVIEW, "", "", NOON, NOON, LEAF));
        assertThat(reviewed.getLastAction()).isEqualTo(action);
    }

    @Test
    void whatAReaderMustHaveIsNoMemberToLeaveOut() {
        assertThat(OutputRule.members(Violation.getClassSchema()))
                .containsExactly(
                        "assignee", "expected", "expression", "lastAction", "observed", "reason", "remediation");
        assertThat(OutputRule.members(Decision.getClassSchema())).containsExactly("reason");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "observed,expected data.who == params.owners",
                "expected,expected data.who == params.owners",
                "expression,''",
                "remediation,expected data.who == params.owners; saw data.who = \"ada\"; params.owners = [\"bo\"]"
            })
    void aReasonTellsNothingOfAMemberThatIsLeftOut(String member, String reason) {
        assertThat(new OutputRule(Set.of(member), Map.of())
                        .told(violation("ada", seen("data.who", "\"ada\"")))
                        .getReason())
                .isEqualTo(reason.replace("; params", ", params"));
    }

    @ParameterizedTest
    @CsvSource({"data.who,raw.who", "raw.who,data.who", "raw,data.who", "data,raw"})
    void theProvidersObjectAndDataAreOne(String rule, String field) {
        assertThat(dropping(rule).told(violation("ada", seen(field, "\"ada\""))).getObserved())
                .containsExactly(new Observation(field, Seen.WITHHELD, null));
    }

    @ParameterizedTest
    @CsvSource({"event.actor.id", "event.actor", "event"})
    void theActorIsAFieldOfTheEvent(String field) {
        assertThat(dropping(field).told(violation("ada")).getActor()).isEqualTo("");
        assertThat(dropping(field)
                        .told(violation(new Protected(null, null, 1, "00")))
                        .getActor())
                .isEqualTo("");
    }

    @Test
    void soIsThePathOfTheScope() {
        assertThat(dropping("event.scope.path").told(violation("ada")).getScopePath())
                .isNull();
        assertThat(dropping("event.scope.pathology").told(violation("ada")).getScopePath())
                .isEqualTo("group/app");
    }

    @Test
    void aMaskLeavesTokensAndDropsWhatItDoesNotFit() {
        var domain = masking("event.actor.id", Keeping.MASK_DOMAIN);

        assertThat(domain.told(violation("ada@example.org")).getActor()).isEqualTo("example.org");
        assertThat(domain.told(violation("ada")).getActor()).isEqualTo("");
        var token = new Protected(null, null, 1, "00");
        assertThat(domain.told(violation(token)).getActor()).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "data.reviewer    | data.reviewer    | \"ada\"                     | WITHHELD | -",
                "data             | data.reviewer    | \"ada\"                     | WITHHELD | -",
                "data.reviewer    | data.reviewer.id | 7                           | WITHHELD | -",
                "data.reviewer    | data.reviewers   | [\"ada\"]                   | VALUE    | [\"ada\"]",
                "data.reviewer    | data             | {\"a\":1,\"reviewer\":\"x\"}  | VALUE    | {\"a\":1}",
                "data.a.b         | data             | {\"a\":[{\"b\":1},{\"c\":2}]} | VALUE    | {\"a\":[{},{\"c\":2}]}",
                "data.a.b         | data             | {\"a.b\":1,\"a\":{\"b\":2}}   | VALUE    | {\"a\":{}}",
                "facts.reviewer   | data.reviewer    | \"ada\"                     | VALUE    | \"ada\""
            })
    void aFieldIsDroppedWhereverItIsTold(String rule, String field, String value, Seen seen, @Nullable String told) {
        assertThat(dropping(rule).told(violation("ada", seen(field, value))).getObserved())
                .containsExactly(new Observation(field, seen, told));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "MASK_IP     | \"203.0.113.7\"                  | VALUE    | \"203.0.113.0/24\"",
                "MASK_IP     | [\"203.0.113.7\",\"ada\",true]   | VALUE    | [\"203.0.113.0/24\",true]",
                "MASK_IP     | {\"203.0.113.7\":true}           | WITHHELD | -",
                "MASK_IP     | \"ada\"                          | WITHHELD | -",
                "MASK_LAST4  | 4000123456789017                 | VALUE    | \"****9017\"",
                "MASK_DOMAIN | \"ada@example.org\"              | VALUE    | \"example.org\"",
                "MASK_DOMAIN | false                            | VALUE    | false"
            })
    void aMaskGoesThroughTheWholeValue(Keeping keeping, String value, Seen seen, @Nullable String told) {
        assertThat(masking("data.at", keeping)
                        .told(violation("ada", seen("data.at", value)))
                        .getObserved())
                .containsExactly(new Observation("data.at", seen, told));
    }

    @Test
    void aTokenStaysUnderAMaskAndGoesWhenItIsDropped() {
        var violation =
                violation("ada", seen("data.who", TOKEN), seen("facts.who", "\"token:1:" + "0a".repeat(16) + "\""));

        assertThat(new OutputRule(Set.of(), Map.of("data", Keeping.MASK_LAST4, "facts", Keeping.MASK_LAST4))
                        .told(violation)
                        .getObserved())
                .isEqualTo(violation.getObserved());
        assertThat(dropping("data", "facts").told(violation).getObserved())
                .extracting(Observation::getSeen)
                .containsOnly(Seen.WITHHELD);
    }

    @Test
    void nobodyLooksIntoTheBeginningOfALongValue() {
        var violation = violation("ada", new Observation("data", Seen.SHORTENED, "{\"a\":\"203.0.113.7\",\"b"));

        assertThat(dropping("data.b").told(violation).getObserved())
                .containsExactly(new Observation("data", Seen.WITHHELD, null));
    }

    @Test
    void whatWasMissingIsStillToldSo() {
        var missing = new Observation("data.who", Seen.MISSING, null);

        assertThat(dropping("data").told(violation("ada", missing)).getObserved())
                .containsExactly(missing);
    }

    @Test
    void parametersAreFieldsToo() {
        assertThat(dropping("params.owners").told(violation("ada")).getExpected())
                .containsExactly(new Observation("params.owners", Seen.WITHHELD, null));
    }

    @Test
    void theNameOfAMemberMayBeAValue() {
        var inside = Reason.missingInside("evaluation error: key 'ada' is not present") + "; expected a; saw a = 1";

        assertThat(dropping("data.x").told(decision(Status.UNKNOWN, inside)).getReason())
                .isEqualTo("a field is missing");
    }

    @Test
    void aReasonTellsNoValueOnceAFieldIsNamed() {
        assertThat(dropping("data.x").told(violation("ada")).getReason())
                .isEqualTo("expected data.who == params.owners");
        assertThat(dropping("data.x")
                        .told(decision(Status.PASS, "expected a; saw a = 1"))
                        .getReason())
                .isEqualTo("expected a");
        assertThat(dropping("data.x")
                        .told(decision(Status.ERROR, "no such number: 'ada'; expected a"))
                        .getReason())
                .isEqualTo("the control could not be evaluated");
        assertThat(dropping("data.x")
                        .told(decision(Status.UNKNOWN, "data.a is missing; expected a"))
                        .getReason())
                .isEqualTo("data.a is missing; expected a");
    }

    private static OutputRule dropping(String... fields) {
        var rules = new HashMap<String, Keeping>();
        for (var field : fields) {
            rules.put(field, Keeping.DROP);
        }
        return new OutputRule(Set.of(), rules);
    }

    private static OutputRule masking(String field, Keeping keeping) {
        return new OutputRule(Set.of(), Map.of(field, keeping));
    }

    private static Observation seen(String field, String value) {
        return new Observation(field, Seen.VALUE, value);
    }

    private static Decision decision(Status status, String reason) {
        return new Decision(
                "c",
                "1",
                "00",
                "project/6",
                status,
                reason,
                "event",
                LEAF,
                "e1",
                "acme",
                NOON,
                NOON,
                false,
                false,
                null,
                null,
                null);
    }

    private static Violation violation(Object actor, Observation... observed) {
        return new Violation(
                "ab".repeat(32),
                "acme",
                "c",
                "1",
                "Owners alone",
                Severity.HIGH,
                "project/6",
                "group/app",
                "project/6",
                ViolationStatus.DETECTED,
                "e1",
                "merge_request_merged",
                actor,
                "data.who == params.owners",
                List.of(observed),
                List.of(seen("params.owners", "[\"bo\"]")),
                "expected data.who == params.owners; saw data.who = \"ada\", params.owners = [\"bo\"]",
                "Ask an owner.",
                List.of(),
                LEAF,
                NOON,
                NOON,
                null,
                null,
                null,
                false,
                null,
                null,
                null);
    }
}
