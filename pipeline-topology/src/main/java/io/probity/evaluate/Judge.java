package io.probity.evaluate;

import io.probity.draft.Shortened;
import io.probity.evaluate.cel.Answer;
import io.probity.evaluate.cel.Expression;
import io.probity.evaluate.cel.Inputs;
import io.probity.evaluate.cel.Said;
import io.probity.leaf.Reason;
import io.probity.model.Observation;
import io.probity.model.RequirementRef;
import io.probity.model.Status;
import io.probity.types.EvidenceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One control version against one set of inputs. */
final class Judge {
    /** Characters of a word that is no verdict, as a reason shows it. */
    private static final int LONGEST_WORD = 40;

    private Judge() {}

    static Judgement judge(ControlVersion control, Inputs inputs, List<RequirementRef> requirements) {
        if (control.fault() != null || control.condition() == null) {
            var fault = "this version of the control cannot be evaluated: " + control.fault();
            return new Judgement(control, Status.ERROR, fault, List.of(), requirements);
        }
        var guarded = guard(control, control.guard(), inputs, requirements);
        if (guarded != null) {
            return guarded;
        }
        return control.definition().verdict().isEmpty()
                ? condition(control, control.condition(), inputs, requirements)
                : said(control, control.condition(), inputs, requirements);
    }

    /** Null where the guard lets the condition decide. */
    private static @Nullable Judgement guard(
            ControlVersion control, @Nullable Expression guard, Inputs inputs, List<RequirementRef> requirements) {
        if (guard == null) {
            return null;
        }
        return switch (guard.evaluate(inputs)) {
            case Answer.True() -> null;
            case Answer.False() ->
                new Judgement(control, Status.NOT_APPLICABLE, guard.excuse(), List.of(), requirements);
            case Answer.Unknown(String what) ->
                judgement(control, Status.UNKNOWN, what + "; applies when ", guard, inputs, requirements);
            case Answer.Fault(String what) ->
                judgement(control, Status.ERROR, what + "; applies when ", guard, inputs, requirements);
        };
    }

    private static Judgement condition(
            ControlVersion control, Expression condition, Inputs inputs, List<RequirementRef> requirements) {
        return switch (condition.evaluate(inputs)) {
            case Answer.True() -> holds(control, condition, Status.PASS, "expected ", inputs, requirements);
            case Answer.False() ->
                judgement(control, Status.FAIL, "expected ", condition, inputs, requirements)
                        .with(seen(control.guard(), condition, inputs));
            case Answer.Unknown(String what) ->
                judgement(control, Status.UNKNOWN, what + "; expected ", condition, inputs, requirements);
            case Answer.Fault(String what) ->
                judgement(control, Status.ERROR, what + "; expected ", condition, inputs, requirements);
        };
    }

    /** What another engine says, as it says it. */
    private static Judgement said(
            ControlVersion control, Expression verdict, Inputs inputs, List<RequirementRef> requirements) {
        return switch (verdict.said(inputs)) {
            case Said.Word(String word) -> said(control, verdict, word, inputs, requirements);
            case Said.Unknown(String what) ->
                judgement(control, Status.UNKNOWN, what + "; verdict ", verdict, inputs, requirements);
            case Said.Fault(String what) ->
                judgement(control, Status.ERROR, what + "; verdict ", verdict, inputs, requirements);
        };
    }

    private static Judgement said(
            ControlVersion control, Expression verdict, String word, Inputs inputs, List<RequirementRef> requirements) {
        var status = EvidenceStatus.of(word);
        if (status == null) {
            var list = String.join(", ", EvidenceStatus.words());
            var unknown =
                    "the word `" + Shortened.beginning(word, LONGEST_WORD) + "` is not one of " + list + "; verdict ";
            return judgement(control, Status.ERROR, unknown, verdict, inputs, requirements);
        }
        return switch (status) {
            case PASS, WARN -> holds(control, verdict, status.status(), "verdict ", inputs, requirements);
            case FAIL ->
                judgement(control, Status.FAIL, "verdict ", verdict, inputs, requirements)
                        .with(seen(control.guard(), verdict, inputs));
            case ERROR, SKIPPED, UNKNOWN, NOT_APPLICABLE, PENDING ->
                judgement(control, status.status(), "verdict ", verdict, inputs, requirements)
                        .asSaid();
        };
    }

    /** All of nothing holds: what rests on evidence that says nothing is not known to hold, unless the author says otherwise. */
    private static Judgement holds(
            ControlVersion control,
            Expression condition,
            Status status,
            String words,
            Inputs inputs,
            List<RequirementRef> requirements) {
        @Nullable String empty = control.emptyEvidence(inputs);
        return empty == null
                ? judgement(control, status, words, condition, inputs, requirements)
                : judgement(
                        control,
                        Status.UNKNOWN,
                        empty + " is there and says nothing; " + words,
                        condition,
                        inputs,
                        requirements);
    }

    private static Judgement judgement(
            ControlVersion control,
            Status status,
            String words,
            Expression expression,
            Inputs inputs,
            List<RequirementRef> requirements) {
        var reason = Reason.of(words + expression.words(), expression.observed(inputs));
        return new Judgement(control, status, reason, List.of(), requirements);
    }

    /** What both expressions looked at, each field once: a violation keeps why the control applied too. */
    private static List<Observation> seen(@Nullable Expression guard, Expression condition, Inputs inputs) {
        return guard == null ? condition.observations(inputs) : guard.observations(condition, inputs);
    }
}
