package io.probity.evaluate;

import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.ReviewDefinition;
import io.probity.evaluate.cel.ExpressionException;
import io.probity.evaluate.cel.Expressions;
import io.probity.evaluate.cel.Inputs;
import io.probity.evaluate.cel.Measure;
import io.probity.leaf.Confidence;
import io.probity.leaf.Confidence.Ask;
import io.probity.model.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a control reads how sure its answer is, compiled, and what follows from that: never another verdict, at most that somebody is asked
 * to look at it. Who cannot be told to be sure is not.
 *
 * @param text of the expression, as the author wrote it
 * @param below how sure is sure enough; null where nobody is ever asked
 */
record Sureness(
        String text,
        Measure confidence,
        @Nullable ReviewDefinition review,
        @Nullable Measure below) {
    /** Verdicts that are an answer, of which it can be asked how sure it is. */
    private static final Set<Status> ANSWERS = Set.of(Status.PASS, Status.FAIL, Status.WARN);

    static @Nullable Sureness of(ControlDefinition control, Expressions expressions) throws ExpressionException {
        if (control.confidence().isEmpty()) {
            return null; // nearly always
        }
        @Nullable ReviewDefinition review = control.review();
        return new Sureness(
                control.confidence(),
                expressions.measure(control.confidence()),
                review,
                review == null ? null : expressions.measure(review.below()));
    }

    /**
     * Of a verdict.
     *
     * @param inputs what it was judged by, the parameters as they hold in the scope among them
     * @return null of what is no answer
     */
    @Nullable Confidence of(Status status, Inputs inputs) {
        if (!ANSWERS.contains(status)) {
            return null;
        }
        @Nullable Double said = confidence.of(inputs);
        @Nullable Double value = share(said);
        @Nullable String told = value == null ? null : Confidence.decimal(value);
        if (review == null || below == null || !review.when().contains(status)) {
            return new Confidence(told, null);
        }
        @Nullable Double limit = share(below.of(inputs));
        if (value != null && limit != null && value >= limit) {
            return new Confidence(told, null);
        }
        return new Confidence(
                told,
                new Ask(
                        limit == null ? null : Confidence.decimal(limit),
                        review.within(),
                        why(review, said, value, limit)));
    }

    private String why(ReviewDefinition asked, @Nullable Double said, @Nullable Double value, @Nullable Double limit) {
        if (said == null) {
            return "nobody can tell how sure this is: `" + text + "` gives no number";
        }
        if (value == null) {
            return "nobody can tell how sure this is: `" + text + "` is " + said + ", which is not from 0 to 1";
        }
        return limit == null
                ? "nobody can tell how sure is sure enough: `" + asked.below() + "` is no number from 0 to 1"
                : "the confidence " + Confidence.decimal(value) + " is below " + Confidence.decimal(limit);
    }

    /** Null of what is not from 0 to 1, which no comparison with NaN is. */
    private static @Nullable Double share(@Nullable Double number) {
        return number != null && number >= 0 && number <= 1 ? number : null;
    }
}
