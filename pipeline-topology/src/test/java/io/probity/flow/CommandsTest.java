package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Decision;
import io.probity.model.LeafFlag;
import io.probity.model.LeafKind;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with violations, from audit.commands to audit.violations. */
class CommandsTest {
    private static final String NOBODYS = "00".repeat(32);

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @BeforeEach
    void publish() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.publish(Told.TOOLS.formatted("1", "2020-01-01T00:00:00Z", "[\"plan\"]"));
        pipeline.tick();
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aReviewSaysWhoWhyWhenAndByWhichLeaf() {
        var opened = tool();
        pipeline.tick();
        pipeline.order(Command.newBuilder(Orders.of("o1", CommandKind.REVIEW, opened, "bob"))
                .setAssignee("dora")
                .build());

        var leaf = pipeline.sealed().getLast();
        var reviewed = pipeline.violations().getFirst();
        var action = reviewed.getLastAction();
        assertThat(reviewed.getStatus()).isEqualTo(ViolationStatus.IN_REVIEW);
        assertThat(reviewed.getAssignee()).isEqualTo("dora");
        assertThat(action.getKind()).isEqualTo(CommandKind.REVIEW);
        assertThat(action.getActor()).isEqualTo("bob");
        assertThat(action.getReason()).isEqualTo("looked into it with bob");
        assertThat(action.getLogTime()).isEqualTo(pipeline.now());
        assertThat(leaf.getKind()).isEqualTo(LeafKind.COMMAND);
        assertThat(action.getLeaf().getLeaf()).isEqualTo(leaf.getLeaf());
        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus, Decision::getTrigger, Decision::getEventId)
                .containsExactly(tuple("probity-command", Status.PASS, "command", "o1"));
        pipeline.andNothingMore();
    }

    @Test
    void whatADifferentPersonResolvesIsResolvedByHandAndCanBeReopened() {
        var opened = tool();
        pipeline.order(Orders.of("o1", CommandKind.RESOLVE, opened, "bob"));
        pipeline.order(Orders.of("o2", CommandKind.REOPEN, opened, "dora"));

        assertThat(pipeline.violations())
                .extracting(Violation::getStatus, Violation::getEndedBy)
                .containsExactly(tuple(ViolationStatus.RESOLVED, "manual"), tuple(ViolationStatus.DETECTED, null));
    }

    @Test
    void whoOpenedItMayNotDismissIt() {
        var opened = tool();
        pipeline.order(Orders.of("o1", CommandKind.DISMISS, opened, "agent-7"));

        assertThat(refusal()).contains("OWN_VIOLATION");
        assertThat(pipeline.violations()).isEmpty();
        pipeline.order(Orders.of("o2", CommandKind.DISMISS, opened, "bob"));
        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.DISMISSED);
    }

    @Test
    void anOrderThatMayNotFollowIsToldAndMovesNothing() {
        var opened = tool();
        pipeline.order(Orders.of("o1", CommandKind.RESOLVE, opened, "bob"));
        pipeline.forget();
        pipeline.order(Orders.of("o2", CommandKind.DISMISS, opened, "bob"));

        assertThat(refusal()).contains("ENDED: it is RESOLVED");
        assertThat(pipeline.sealed()).extracting(SealedEntry::getKind).containsExactly(LeafKind.COMMAND);
        pipeline.andNothingMore();
    }

    @Test
    void aViolationThatNobodyKnowsIsTold() {
        var opened = tool();
        pipeline.order(Orders.of("o1", CommandKind.REVIEW, NOBODYS, "environment/prod", "bob"));
        assertThat(refusal()).contains("UNKNOWN_VIOLATION");
        pipeline.order(Orders.of("o2", CommandKind.REVIEW, opened.getId(), "environment/other", "bob"));
        assertThat(refusal()).contains("UNKNOWN_VIOLATION: environment/other has no such violation");
    }

    @Test
    void aStateThatWasDismissedStaysSoUntilItHealsAndThenFailsAnew() {
        var opened = drift("d1", true, 0);
        pipeline.order(Orders.of("o1", CommandKind.DISMISS, opened, "bob"));
        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.DISMISSED);

        driftMovesNothing("d2", true, 1);
        driftMovesNothing("d3", false, 2);
        pipeline.order(Orders.of("o2", CommandKind.REOPEN, opened, "bob"));
        assertThat(refusal()).contains("HEALED");
        var anew = drift("d4", true, 3);
        assertThat(anew.getStatus()).isEqualTo(ViolationStatus.DETECTED);
        assertThat(anew.getId()).isNotEqualTo(opened.getId());
    }

    @Test
    void aStateThatWasDismissedAndFailsStillCanBeReopenedAndHeals() {
        var opened = drift("d1", true, 0);
        pipeline.order(Orders.of("o1", CommandKind.DISMISS, opened, "bob"));
        pipeline.order(Orders.of("o2", CommandKind.REOPEN, opened, "bob"));
        pipeline.forget();

        var healed = drift("d2", false, 1);
        assertThat(healed.getId()).isEqualTo(opened.getId());
        assertThat(healed.getStatus()).isEqualTo(ViolationStatus.RESOLVED);
        assertThat(healed.getEndedBy()).isEqualTo("auto");
    }

    @Test
    void whatIsInReviewHealsByItself() {
        var opened = drift("d1", true, 0);
        pipeline.order(Orders.of("o1", CommandKind.REVIEW, opened, "bob"));
        pipeline.order(Orders.of("o2", CommandKind.RESOLVE, opened, "bob"));
        pipeline.decisions();
        pipeline.forget();

        var healed = drift("d2", false, 1);
        assertThat(healed.getStatus()).isEqualTo(ViolationStatus.RESOLVED);
        assertThat(healed.getEndedBy()).isEqualTo("auto");
        assertThat(healed.getLastAction().getKind())
                .as("the last that was carried out")
                .isEqualTo(CommandKind.REVIEW);
    }

    /** A definition that comes just before an order settles the subject before the order is looked at. */
    @Test
    void anOrderMeetsItsSubjectAsItStandsAtItsPlaceInTheLog() {
        var opened = drift("d1", true, 0);
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\"").replace("severity:", "retired: true\n    severity:"));
        pipeline.order(Orders.of("o1", CommandKind.DISMISS, opened, "bob"));

        assertThat(refusal()).contains("ENDED: it is RESOLVED");
    }

    @Test
    void theSameOrderTwiceIsADuplicateAndAnotherUnderItsIdIsRefused() {
        var opened = tool();
        var review = Orders.of("o1", CommandKind.REVIEW, opened, "bob");
        pipeline.order(review);
        pipeline.forget();
        pipeline.order(review);

        assertThat(pipeline.sealed()).extracting(SealedEntry::getKind).containsExactly(LeafKind.DUPLICATE);
        pipeline.andNothingMore();
        pipeline.order(Orders.of("o1", CommandKind.DISMISS, opened, "bob"));
        assertThat(pipeline.sealed()).extracting(SealedEntry::getFlags).containsExactly(List.of(LeafFlag.ID_CONFLICT));
        assertThat(refusal()).contains("ID_TAKEN");
        pipeline.andNothingMore();
    }

    @Test
    void whatIsNoOrderIsRefusedWhole() {
        var opened = tool();
        var good = Orders.of("o1", CommandKind.REVIEW, opened, "bob");
        pipeline.receive("audit.commands", "no command");
        pipeline.order(Command.newBuilder(good).setReason(" ").build());
        pipeline.order(Command.newBuilder(good).setViolation("ABC").build());
        pipeline.order(Command.newBuilder(good).setSubject("prod").build());
        pipeline.order(Command.newBuilder(good).setScope("*").build());
        pipeline.order(Command.newBuilder(good).setKind(CommandKind.ASSIGN).build());
        pipeline.order(
                Command.newBuilder(good).setAt(NOON.plus(Duration.ofHours(1))).build());
        pipeline.order(
                Command.newBuilder(good).setAt(Instant.EPOCH.minusSeconds(1)).build());
        pipeline.order(Command.newBuilder(good).setReason("x".repeat(4_001)).build());
        pipeline.order(Command.newBuilder(Orders.refresh("o2", "*"))
                .setViolation(opened.getId())
                .build());

        assertThat(pipeline.rejected())
                .extracting(Rejection::getStage, Rejection::getSource, Rejection::getReason)
                .containsExactly(
                        refused(Reason.MALFORMED_AVRO),
                        refused(Reason.MISSING_FIELD),
                        refused(Reason.INVALID_FIELD),
                        refused(Reason.INVALID_FIELD),
                        refused(Reason.INVALID_FIELD),
                        refused(Reason.MISSING_FIELD),
                        refused(Reason.TIME_IN_FUTURE),
                        refused(Reason.INVALID_FIELD),
                        refused(Reason.INVALID_FIELD),
                        refused(Reason.INVALID_FIELD));
        assertThat(pipeline.violations()).isEmpty();
    }

    private static org.assertj.core.groups.Tuple refused(Reason reason) {
        return tuple("order", "commands", reason);
    }

    private String refusal() {
        var decisions = pipeline.decisions().stream()
                .filter(decision -> decision.getTrigger().equals("command"))
                .toList();
        assertThat(decisions.getLast().getStatus()).isEqualTo(Status.FAIL);
        return decisions.getLast().getReason();
    }

    /** An event that is a breach by itself. */
    private Violation tool() {
        pipeline.receive(EVENTS, Told.tool("t1", "apply", NOON));
        var opened = pipeline.violations().getFirst();
        pipeline.forget();
        return opened;
    }

    /** An event that tells of a state and moves its violation; the violation as it is then. */
    private Violation drift(String id, boolean drifted, int second) {
        pipeline.receive(EVENTS, Told.drift(id, "prod", drifted, NOON.plusSeconds(second)));
        var moved = pipeline.violations().getLast();
        pipeline.forget();
        return moved;
    }

    private void driftMovesNothing(String id, boolean drifted, int second) {
        pipeline.receive(EVENTS, Told.drift(id, "prod", drifted, NOON.plusSeconds(second)));
        assertThat(pipeline.violations()).isEmpty();
        pipeline.forget();
    }
}
