package io.probity.adhere;

import io.probity.adhere.Conclusion.Breached;
import io.probity.adhere.Conclusion.Decided;
import io.probity.adhere.Conclusion.Reviewed;
import io.probity.adhere.Lifecycle.Next;
import io.probity.adhere.Lifecycle.Stance;
import io.probity.leaf.Handed.Answered;
import io.probity.leaf.Handed.Ordered;
import io.probity.leaf.Judged.Basis;
import io.probity.leaf.Refusal;
import io.probity.leaf.Refusal.Code;
import io.probity.model.Action;
import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Decision;
import io.probity.model.LeafRef;
import io.probity.model.ReviewRequest;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an order: a decision that answers it, always, and the violation's new state where it is carried out. The answer is a
 * decision of a control that no catalog holds and that moves no standing: PASS, FAIL where it is refused, WARN where it is carried
 * out and nobody can tell whether another orders than who opened it. Pure; no Kafka here.
 */
final class OrderFold {
    static final String CONTROL = "probity-command";

    private static final String MANUAL = "manual";
    private static final String DOUBTFUL =
            "; whether who ordered is who opened it cannot be told: their ids are not tokens of one epoch";

    private static final String DOUBTFUL_ANSWER =
            "; whether who answers did what was judged cannot be told: their ids are not tokens of one epoch";

    private OrderFold() {}

    /**
     * What is published, in order.
     *
     * @param found what the store has under the violation's id; null for nothing
     * @param row of the subject that the order names; null where there is none
     */
    static List<Conclusion> after(Ordered order, @Nullable Violation found, @Nullable SubjectState row) {
        var command = order.command();
        if (!order.taken()) {
            return List.of(answer(order, Status.FAIL, Refusal.idTaken().toString()));
        }
        if (found == null
                || !found.getTenant().equals(order.tenant())
                || !found.getSubject().equals(command.getSubject())) {
            return List.of(refused(order, Code.UNKNOWN_VIOLATION, command.getSubject() + " has no such violation"));
        }
        boolean failing = row != null && found.getId().equals(row.getOpen().get(found.getControl()));
        return switch (Lifecycle.after(
                command.getKind(), new Stance(found.getStatus(), found.getOccurrence(), failing))) {
            case Next.No(Code code) -> List.of(refused(order, code, "it is " + found.getStatus()));
            case Next.To(ViolationStatus status) -> carriedOut(order, found, status);
        };
    }

    /**
     * The same of an answer to a request that somebody looks at a verdict.
     *
     * @param found what the store has under the request's id; null for nothing
     */
    static List<Conclusion> after(Ordered order, @Nullable ReviewRequest found) {
        if (!order.taken()) {
            return List.of(answer(order, Status.FAIL, Refusal.idTaken().toString()));
        }
        var command = order.command();
        var words = command.getKind() + " of request " + command.getReview();
        return switch (AnswerFold.of(order, found)) {
            case AnswerFold.Answered.No(Code code, String why) ->
                List.of(answer(order, Status.FAIL, words + " refused: " + new Refusal(code, why)));
            case AnswerFold.Answered.Yes(ReviewRequest request, boolean doubtful) ->
                List.of(
                        answer(
                                order,
                                doubtful ? Status.WARN : Status.PASS,
                                words + " carried out" + (doubtful ? DOUBTFUL_ANSWER : "")),
                        new Reviewed(request));
        };
    }

    /** What became of a refresh. */
    static Conclusion answered(Answered refresh) {
        var command = refresh.command();
        @Nullable Refusal refusal = refresh.refusal();
        return decided(
                refresh.tenant(),
                "scope/" + command.getScope(),
                command,
                refresh.leaf(),
                refresh.logTime(),
                refusal == null ? Status.PASS : Status.FAIL,
                refusal == null
                        ? "REFRESH of " + command.getScope() + " is under way"
                        : "REFRESH of " + command.getScope() + " refused: " + refusal);
    }

    /** Who caused a breach does not get rid of it: that is for a second pair of eyes. */
    private static List<Conclusion> carriedOut(Ordered order, Violation before, ViolationStatus status) {
        var kind = order.command().getKind();
        boolean rids = kind == CommandKind.DISMISS || kind == CommandKind.RESOLVE;
        var same = rids ? SameActor.of(before.getActor(), order.command().getActor()) : SameActor.NO;
        if (same == SameActor.YES) {
            return List.of(
                    refused(order, Code.OWN_VIOLATION, "who opened it may not " + kind + " it; somebody else may"));
        }
        var words = kind + " of violation " + before.getId() + " carried out: " + before.getStatus() + " to " + status;
        var after = moved(order, before, status);
        var rollups = new RollupChange(before.getTenant());
        rollups.violation(before, after);
        var conclusions = new ArrayList<Conclusion>();
        conclusions.add(answer(
                order,
                same == SameActor.NO ? Status.PASS : Status.WARN,
                same == SameActor.NO ? words : words + DOUBTFUL));
        conclusions.add(new Breached(after));
        conclusions.addAll(rollups.told());
        return conclusions;
    }

    private static Violation moved(Ordered order, Violation before, ViolationStatus status) {
        var command = order.command();
        var after = Violation.newBuilder(before).setStatus(status).setLastAction(action(order));
        switch (command.getKind()) {
            case DISMISS, RESOLVE ->
                after.setEndedAt(order.logTime()).setEndedBy(MANUAL).setEndCause(order.leaf());
            case REOPEN ->
                after.setEndedAt(null).setEndedBy(null).setEndCause(null).setAssignee(null);
            case REVIEW, ASSIGN -> {
                if (command.getAssignee() != null) {
                    after.setAssignee(command.getAssignee());
                }
            }
            case COMMENT, REFRESH, UPHOLD, OVERRULE, UNKNOWN -> {}
        }
        return after.build();
    }

    /** What an order that is carried out leaves on what it was about. */
    static Action action(Ordered order) {
        var command = order.command();
        return new Action(
                command.getId(),
                command.getKind(),
                command.getActor(),
                command.getReason(),
                command.getAt(),
                order.logTime(),
                order.leaf());
    }

    private static Conclusion refused(Ordered order, Code code, String why) {
        var command = order.command();
        return answer(
                order,
                Status.FAIL,
                command.getKind() + " of violation " + command.getViolation() + " refused: " + new Refusal(code, why));
    }

    private static Conclusion answer(Ordered order, Status status, String words) {
        var command = order.command();
        return decided(order.tenant(), command.getSubject(), command, order.leaf(), order.logTime(), status, words);
    }

    private static Conclusion decided(
            String tenant,
            String subject,
            Command command,
            LeafRef leaf,
            Instant logTime,
            Status status,
            String words) {
        return new Decided(new Decision(
                CONTROL,
                "1",
                "", // no definition: the program brings it along
                subject,
                status,
                words,
                Basis.COMMAND,
                leaf,
                command.getId(),
                tenant,
                command.getAt(),
                logTime,
                false,
                true,
                null,
                null,
                null));
    }
}
