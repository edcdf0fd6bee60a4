package io.probity.adhere;

import io.probity.leaf.Handed.Ordered;
import io.probity.leaf.Refusal.Code;
import io.probity.model.Action;
import io.probity.model.CommandKind;
import io.probity.model.ReviewRequest;
import io.probity.model.ReviewState;
import org.jspecify.annotations.Nullable;

/** What comes of an answer to a request that somebody looks at a verdict. The verdict stays what it is. Pure. */
final class AnswerFold {

    /** What comes of it. */
    sealed interface Answered {
        /**
         * It holds.
         *
         * @param doubtful nobody can tell whether another answers than who did what was judged
         */
        record Yes(ReviewRequest request, boolean doubtful) implements Answered {}

        /** It does not. */
        record No(Code code, String why) implements Answered {}
    }

    private AnswerFold() {}

    /** Whether an order is one. */
    static boolean isAnswer(CommandKind kind) {
        return kind == CommandKind.UPHOLD || kind == CommandKind.OVERRULE;
    }

    /**
     * Whether an answer holds.
     *
     * @param found what the store has under the request's id; null for nothing
     */
    static Answered of(Ordered order, @Nullable ReviewRequest found) {
        var command = order.command();
        if (found == null
                || !found.getTenant().equals(order.tenant())
                || !found.getSubject().equals(command.getSubject())) {
            return new Answered.No(Code.UNKNOWN_REVIEW, command.getSubject() + " has no such request");
        }
        return switch (found.getState()) {
            case OPEN, OVERDUE -> open(order, found);
            case ANSWERED -> {
                @Nullable Action answer = found.getAnswer();
                yield new Answered.No(
                        answer != null && answer.getKind() == command.getKind() ? Code.SAME_STATUS : Code.ENDED,
                        "it is " + found.getState());
            }
            case SETTLED -> new Answered.No(Code.ENDED, "it is " + found.getState());
            case UNKNOWN -> new Answered.No(Code.UNKNOWN_REVIEW, "it is of a newer build");
        };
    }

    /** Whoever did what was judged, or had it done, does not look at it alone. */
    private static Answered open(Ordered order, ReviewRequest found) {
        var command = order.command();
        var did = SameActor.of(found.getActor(), command.getActor());
        var had = SameActor.of(found.getOnBehalfOf(), command.getActor());
        if (did == SameActor.YES || had == SameActor.YES) {
            return new Answered.No(
                    Code.OWN_REQUEST,
                    "who did what was judged may not " + command.getKind() + " it; somebody else may");
        }
        return new Answered.Yes(
                ReviewRequest.newBuilder(found)
                        .setState(ReviewState.ANSWERED)
                        .setEndedAt(order.logTime())
                        .setEndCause(order.leaf())
                        .setAnswer(OrderFold.action(order))
                        .build(),
                did == SameActor.UNKNOWN || had == SameActor.UNKNOWN);
    }
}
