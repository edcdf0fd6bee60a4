package io.probity.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.RecallDefinition;
import io.probity.evaluate.cel.Answer;
import io.probity.evaluate.cel.Expression;
import io.probity.evaluate.cel.ExpressionException;
import io.probity.evaluate.cel.Expressions;
import io.probity.evaluate.cel.Inputs;
import io.probity.evaluate.cel.Term;
import org.jspecify.annotations.Nullable;

/**
 * What a control recalls, compiled. Two versions of a control that say the same of it share what is kept.
 *
 * @param id of what is kept: the same for the same words of the same control; 16 characters
 */
record Recall(
        RecallDefinition definition,
        String id,
        @Nullable Expression where,
        @Nullable Term groupBy,
        @Nullable Term distinct) {
    /** Longest group and longest value, in characters; what is longer, or empty, is as if it were not there. */
    static final int LONGEST_TEXT = 256;

    private static final String ALL = "";

    /** Whether an event is to be kept. */
    enum Counts {
        YES,
        NO,
        /** It hangs on a field that the event does not have. */
        PERHAPS
    }

    static Recall of(RecallDefinition definition, ControlDefinition control, Expressions expressions)
            throws ExpressionException {
        // kinds are part of it: a version that is for more kinds has kept nothing of theirs
        var said = control.id()
                + '|'
                + definition.name()
                + '|'
                + control.applies().kinds()
                + '|'
                + Definitions.text(definition);
        return new Recall(
                definition,
                EventDigest.hex(EventDigest.sha256(said.getBytes(UTF_8))).substring(0, 16),
                definition.where().isEmpty() ? null : expressions.compile(definition.where()),
                definition.groupBy().isEmpty() ? null : expressions.term(definition.groupBy()),
                definition.distinct().isEmpty() ? null : expressions.term(definition.distinct()));
    }

    Counts counts(Inputs inputs) {
        return where == null
                ? Counts.YES
                : switch (where.evaluate(inputs)) {
                    case Answer.True() -> Counts.YES;
                    case Answer.False() -> Counts.NO;
                    case Answer.Unknown ignored -> Counts.PERHAPS;
                    case Answer.Fault ignored -> Counts.PERHAPS;
                };
    }

    /** The group that an event is of; null where it is of none. */
    @Nullable String group(Inputs inputs) {
        return groupBy == null ? ALL : text(groupBy, inputs);
    }

    /** What the event is told apart by; null where there is nothing. */
    @Nullable String value(Inputs inputs) {
        return distinct == null ? null : text(distinct, inputs);
    }

    private static @Nullable String text(Term term, Inputs inputs) {
        var text = term.of(inputs);
        return text == null || text.isEmpty() || text.length() > LONGEST_TEXT ? null : text;
    }
}
