package io.probity.evaluate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.evaluate.cel.Expression;
import io.probity.evaluate.cel.ExpressionException;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Severity;
import io.probity.model.Status;
import io.probity.types.EvidenceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One machine check, as its author wrote it.
 *
 * @param version the author's, free text; the log's order decides which of two is later
 * @param effectiveFrom events are judged by this version if they happened at or after it
 * @param when guard in CEL; empty: always
 * @param expect what must hold, in CEL; empty where {@code verdict} says how it stands
 * @param verdict what gives the verdict as a word, in CEL; empty where {@code expect} says what must hold
 * @param recall what it keeps of earlier events of its subject
 * @param followedBy what must follow an event of which guard and condition hold; null: nothing
 * @param confidence expression that gives how sure the answer is, from 0 to 1; empty: it is not said
 * @param review when a person is to look at a verdict that is not sure enough; null: never
 * @param evidence what the verdict rests on beside the event
 * @param params values that the expressions may name, with {@code overrides} for some scopes
 * @param aliases older names under which frameworks may still list it
 * @param retired true: from effectiveFrom on there is no such control
 */
public record ControlDefinition(
        String id,
        String version,
        Instant effectiveFrom,
        String title,
        String description,
        Severity severity,
        List<Trigger> triggers,
        Judges judges,
        Applies applies,
        String when,
        String expect,
        String verdict,
        List<RecallDefinition> recall,
        @Nullable FollowedByDefinition followedBy,
        String confidence,
        @Nullable ReviewDefinition review,
        List<Evidence> evidence,
        Mode mode,
        Map<String, JsonNode> params,
        List<ScopedParams> overrides,
        String remediation,
        List<Test> tests,
        List<String> aliases,
        boolean retired) {

    /**
     * Which subjects a control is for.
     *
     * @param kinds kinds of subject; empty: all
     * @param labels what the subject's fact {@code labels} must say; a subject whose labels are not known is not meant
     */
    public record Applies(List<String> kinds, Map<String, String> labels) {}

    /**
     * Evidence that the control rests on.
     *
     * @param name a fact of the subject, or a type of evidence
     * @param isFact true: a fact; false: the member of that type of the fact {@code evidence}
     * @param ttl how long it is good for after the event that told of it; null: for ever, or as long as the evidence itself says
     * @param tolerance how much longer it is taken, for collectors that are late; null: not at all
     * @param mayBeEmpty false: where the fact is there and says nothing, what would be PASS is UNKNOWN
     */
    public record Evidence(
            String name,
            boolean isFact,
            @Nullable Duration ttl,
            @Nullable Duration tolerance,
            boolean mayBeEmpty) {
        /** The fact whose members are what other engines said, by type. */
        public static final String FACT = "evidence";

        /** The name under which a subject's row has it. */
        public String key() {
            return isFact ? name : FACT + '.' + name;
        }

        /** As an expression names it. */
        public String words() {
            return isFact ? "facts." + name : "facts." + FACT + "[\"" + name + "\"]";
        }
    }

    /** Other parameter values for some scopes; the narrowest one that covers a scope wins, value by value. */
    public record ScopedParams(ScopeRef scope, Map<String, JsonNode> params) {}

    /**
     * An inline test.
     *
     * @param before events that came before it, as {@code event} is written
     * @param event canonical event in part; what is left out is filled in (docs/controls.md)
     * @param then events that came in after it, as {@code event} is written
     * @param at how long after the event somebody looks; null: when all of these have come in
     * @param facts what is known of the subject
     * @param params values that hold for this test in place of the control's own
     * @param review whether somebody is to be asked to look at the verdict; null: the test does not say
     */
    public record Test(
            String name,
            List<JsonNode> before,
            JsonNode event,
            List<JsonNode> then,
            @Nullable Duration at,
            Map<String, JsonNode> facts,
            Map<String, JsonNode> params,
            Status expect,
            @Nullable Boolean review) {}

    /**
     * What must hold, or what gives the verdict, compiled.
     *
     * @throws ExpressionException saying what is wrong with it
     */
    public Expression condition(Expressions expressions) throws ExpressionException {
        return verdict.isEmpty()
                ? expressions.compile(expect)
                : expressions.word(
                        verdict, word -> EvidenceStatus.of(word) != null, String.join(", ", EvidenceStatus.words()));
    }

    /** The same control with some parameters set otherwise. */
    public ControlDefinition with(Map<String, JsonNode> otherParams) {
        var merged = new LinkedHashMap<>(params);
        merged.putAll(otherParams);
        return copy(effectiveFrom, merged);
    }

    /** The same control, in force since another time. */
    public ControlDefinition since(Instant time) {
        return copy(time, params);
    }

    private ControlDefinition copy(Instant since, Map<String, JsonNode> values) {
        return new ControlDefinition(
                id,
                version,
                since,
                title,
                description,
                severity,
                triggers,
                judges,
                applies,
                when,
                expect,
                verdict,
                recall,
                followedBy,
                confidence,
                review,
                evidence,
                mode,
                values,
                overrides,
                remediation,
                tests,
                aliases,
                retired);
    }
}
