package io.probity.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.ControlDefinition.Evidence;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Definitions.UnreadableBodyException;
import io.probity.evaluate.catalog.Judges;
import io.probity.evaluate.catalog.Mode;
import io.probity.evaluate.catalog.Trigger;
import io.probity.evaluate.cel.Expression;
import io.probity.evaluate.cel.ExpressionException;
import io.probity.evaluate.cel.Expressions;
import io.probity.evaluate.cel.Inputs;
import io.probity.model.Definition;
import io.probity.model.Scope;
import io.probity.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One version of a control as it was published, compiled.
 *
 * @param digest of the definition's body, lower-case hex
 * @param types event types that trigger it
 * @param guard null: always applies
 * @param condition null where {@code fault} says why there is none
 * @param recalls what it keeps of earlier events
 * @param follow what must follow the events that it judges; null: nothing
 * @param sureness how it reads how sure its answer is; null: it does not
 * @param published log time of the commit that put it in force; the beginning of the calendar where there is no log
 * @param fault why this version cannot be evaluated, so that its verdict is ERROR; null where it can
 */
public record ControlVersion(
        ControlDefinition definition,
        String digest,
        Set<String> types,
        @Nullable Expression guard,
        @Nullable Expression condition,
        List<Recall> recalls,
        @Nullable Recall follow,
        @Nullable Sureness sureness,
        Instant published,
        @Nullable String fault) {

    /**
     * Compiles a version. One whose body cannot be read listens as the version before it did, so that its verdict is ERROR
     * where there would be none: a control is not switched off by a fault.
     *
     * @param before the version published before; null for the first
     * @param logTime of the commit
     */
    static ControlVersion of(
            Definition published, @Nullable ControlVersion before, Instant logTime, Expressions expressions) {
        var digest = Definitions.digest(published);
        ControlDefinition definition;
        @Nullable String fault = null;
        try {
            definition = Definitions.control(published);
        } catch (UnreadableBodyException unreadable) {
            definition = before == null ? blank(published) : named(published, before.definition());
            fault = unreadable.getMessage();
        }
        var types = definition.triggers().stream()
                .filter(Trigger.OnEvent.class::isInstance)
                .map(trigger -> ((Trigger.OnEvent) trigger).type())
                .collect(Collectors.toUnmodifiableSet());
        if (fault != null || definition.retired() || published.getRetired()) {
            return new ControlVersion(definition, digest, types, null, null, List.of(), null, null, logTime, fault);
        }
        try {
            var guard = definition.when().isEmpty() ? null : expressions.compile(definition.when());
            var recalls = new ArrayList<Recall>(definition.recall().size());
            for (var recall : definition.recall()) {
                recalls.add(Recall.of(recall, definition, expressions));
            }
            var condition = definition.condition(expressions);
            var asked = definition.followedBy();
            var follow = asked == null ? null : Recall.of(asked.kept(), definition, expressions);
            var sureness = Sureness.of(definition, expressions);
            return new ControlVersion(
                    definition, digest, types, guard, condition, List.copyOf(recalls), follow, sureness, logTime, null);
        } catch (ExpressionException wrong) {
            return new ControlVersion(
                    definition, digest, types, null, null, List.of(), null, null, logTime, wrong.getMessage());
        }
    }

    /** What the version before said, under the new one's name, and without its conditions. */
    private static ControlDefinition named(Definition published, ControlDefinition before) {
        return new ControlDefinition(
                published.getId(),
                published.getVersion(),
                published.getEffectiveFrom(),
                before.title(),
                before.description(),
                before.severity(),
                before.triggers(),
                before.judges(),
                before.applies(),
                "",
                "",
                "",
                List.of(),
                null,
                "",
                null,
                List.of(),
                before.mode(),
                Map.of(),
                List.of(),
                before.remediation(),
                List.of(),
                before.aliases(),
                published.getRetired());
    }

    /** Stands in for a first body that cannot be read: it has a name and triggers nothing. */
    private static ControlDefinition blank(Definition published) {
        return new ControlDefinition(
                published.getId(),
                published.getVersion(),
                published.getEffectiveFrom(),
                published.getId(),
                "",
                Severity.UNKNOWN,
                List.of(),
                Judges.STATE,
                new ControlDefinition.Applies(List.of(), Map.of()),
                "",
                "",
                "",
                List.of(),
                null,
                "",
                null,
                List.of(),
                Mode.OBSERVE,
                Map.of(),
                List.of(),
                "",
                List.of(),
                List.of(),
                published.getRetired());
    }

    public String id() {
        return definition.id();
    }

    public String version() {
        return definition.version();
    }

    public String title() {
        return definition.title();
    }

    public Severity severity() {
        return definition.severity();
    }

    public String remediation() {
        return definition.remediation();
    }

    public Judges judges() {
        return definition.judges();
    }

    public boolean retired() {
        return definition.retired();
    }

    /** True: decisions are written and nothing else moves. */
    public boolean shadow() {
        return definition.mode() == Mode.SHADOW;
    }

    /** Both expressions as one text, and what must follow, which a violation freezes. */
    public String expression() {
        boolean says = !definition.verdict().isEmpty();
        var condition = says ? "verdict " + definition.verdict() : definition.expect();
        var expression = definition.when().isEmpty()
                ? condition
                : "when " + definition.when() + (says ? " " : " expect ") + condition;
        var asked = definition.followedBy();
        return asked == null ? expression : expression + " " + asked.words();
    }

    /** The names under which its expressions find what it recalls. */
    Set<String> recallNames() {
        return recalls.stream().map(recall -> recall.definition().name()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it keeps what has this id. */
    boolean keeps(String recall) {
        return (follow != null && follow.id().equals(recall))
                || recalls.stream().anyMatch(it -> it.id().equals(recall));
    }

    boolean triggeredBy(String eventType) {
        return types.contains(eventType) || types.contains(Trigger.patternOf(eventType)) || types.contains(Trigger.ANY);
    }

    /** True: facts, params and the time are all that it looks at, so it can be judged again without an event. */
    boolean needsNoEvent() {
        var known = Set.of("facts", "params", "now");
        return expressions().allMatch(expression -> known.containsAll(expression.roots()))
                && (sureness == null || known.containsAll(sureness.confidence().roots()));
    }

    /** How often the clock makes it be judged, each period counted from effectiveFrom; none where events alone do. */
    List<Duration> periods() {
        return definition.triggers().stream()
                .filter(Trigger.Every.class::isInstance)
                .map(trigger -> ((Trigger.Every) trigger).period())
                .toList();
    }

    /** Whether it is judged again by timers: one that stands for no state has nothing that they could move. */
    boolean timed() {
        return judges() == Judges.STATE && !shadow() && !periods().isEmpty() && needsNoEvent();
    }

    /** What it rests on that does not last. */
    List<Evidence> perishable() {
        if (definition.evidence().isEmpty()) {
            return List.of(); // nearly always, and this is asked with every verdict
        }
        return definition.evidence().stream()
                .filter(evidence -> !evidence.isFact() || evidence.ttl() != null)
                .toList();
    }

    /** The first of what it rests on which is there and says nothing, in words; null where each says something, is missing, or may be empty. */
    @Nullable String emptyEvidence(Inputs inputs) {
        for (var evidence : definition.evidence()) {
            boolean empty = evidence.isFact()
                    ? inputs.saysNothingOf(evidence.name())
                    : inputs.saysNothingOf(Evidence.FACT, evidence.name());
            if (empty && !evidence.mayBeEmpty()) {
                return evidence.words();
            }
        }
        return null;
    }

    /** Whether a standing by it may go stale by the clock. */
    boolean goesStale() {
        return judges() == Judges.STATE && !shadow() && !perishable().isEmpty();
    }

    /** The facts that it rests on. */
    Set<String> factNames() {
        return expressions()
                .flatMap(expression -> expression.membersOf("facts").stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Expression> expressions() {
        return Stream.of(guard, condition)
                .filter(expression -> expression != null)
                .map(expression -> expression);
    }

    /** The parameters as they hold in a scope at a time. */
    Map<String, JsonNode> paramsIn(Scope scope, Units units, Instant at) {
        if (definition.overrides().isEmpty()) {
            return definition.params();
        }
        var params = new LinkedHashMap<>(definition.params());
        definition.overrides().stream()
                .filter(override -> units.covers(override.scope(), scope, at))
                .sorted(Comparator.comparingLong(override -> units.narrowness(override.scope(), scope, at)))
                .forEach(override -> params.putAll(override.params()));
        return params;
    }
}
