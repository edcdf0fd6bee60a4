package io.probity.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.findings.State.Activity;
import io.probity.model.Action;
import io.probity.model.CommandKind;
import io.probity.model.LeafRef;
import io.probity.model.Protected;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a violation is told that people did something with. */
class StateTest {
    private static final Instant OPENED =
            Violations.of(ViolationStatus.DETECTED).getDetectedAt();
    private static final Instant ORDERED = OPENED.plusSeconds(10);
    private static final Instant ENDED = OPENED.plusSeconds(20);

    @Test
    void aReviewIsAnUpdateAsOfItsOwnTimeAndLeaf() {
        var reviewed = state(ViolationStatus.IN_REVIEW, CommandKind.REVIEW, ORDERED, 50, null);

        assertThat(State.activity(reviewed)).isEqualTo(Activity.UPDATE);
        assertThat(State.changedAt(reviewed)).isEqualTo(ORDERED);
        assertThat(State.id(reviewed)).endsWith("/in_review/1-2-50");
    }

    @Test
    void oneThatIsReopenedIsNotCreatedAgain() {
        var reopened = state(ViolationStatus.DETECTED, CommandKind.REOPEN, ORDERED, 50, null);

        assertThat(State.activity(reopened)).isEqualTo(Activity.UPDATE);
        assertThat(OcsfFinding.of(reopened).path("status_id").asInt()).isEqualTo(1);
        assertThat(State.id(reopened))
                .isNotEqualTo(State.id(state(ViolationStatus.DETECTED, CommandKind.REOPEN, ENDED, 70, null)));
    }

    @Test
    void whatHealsInReviewIsClosedByTheFact() {
        var healed = state(ViolationStatus.RESOLVED, CommandKind.REVIEW, ORDERED, 50, "auto");

        assertThat(State.activity(healed)).isEqualTo(Activity.CLOSE);
        assertThat(State.changedAt(healed)).isEqualTo(ENDED);
        assertThat(State.id(healed)).endsWith("/resolved/1-2-60");
    }

    @Test
    void aDismissalIsClosedByTheOrderAndSuppressed() {
        var dismissed = state(ViolationStatus.DISMISSED, CommandKind.DISMISS, ENDED, 60, "manual");

        assertThat(State.activity(dismissed)).isEqualTo(Activity.CLOSE);
        assertThat(OcsfFinding.of(dismissed).path("status_id").asInt()).isEqualTo(3);
        assertThat(OcsfFinding.of(dismissed).path("activity_id").asInt()).isEqualTo(3);
        assertThat(EcsFinding.of(dismissed).path("event").path("kind").asText()).isEqualTo("event");
    }

    /** It was closed already. */
    @Test
    void aCommentOnOneThatHasEndedIsAnUpdate() {
        var commented = state(ViolationStatus.RESOLVED, CommandKind.COMMENT, ENDED.plusSeconds(5), 80, "auto");
        var healedAfter = state(ViolationStatus.RESOLVED, CommandKind.COMMENT, ORDERED, 50, "auto");
        var healedInTheSameTick = state(ViolationStatus.RESOLVED, CommandKind.COMMENT, ENDED, 59, "auto");

        assertThat(State.activity(commented)).isEqualTo(Activity.UPDATE);
        assertThat(State.changedAt(commented)).isEqualTo(ENDED.plusSeconds(5));
        assertThat(State.activity(healedAfter)).isEqualTo(Activity.CLOSE);
        assertThat(State.activity(healedInTheSameTick)).isEqualTo(Activity.CLOSE);
    }

    @Test
    void whoOrderedIsToldAsTheLogHasItAndWordsThatAreEncryptedAreNot() {
        var rest = OcsfFinding.of(state(ViolationStatus.IN_REVIEW, CommandKind.REVIEW, ORDERED, 50, null))
                .path("unmapped");
        var own = EcsFinding.of(state(ViolationStatus.IN_REVIEW, CommandKind.REVIEW, ORDERED, 50, null))
                .at("/probity/violation/action");

        assertThat(rest.path("action").asText()).isEqualTo("REVIEW");
        assertThat(rest.path("action_by").asText()).isEqualTo("token:1:aa");
        assertThat(rest.path("assignee").asText()).isEqualTo("dora");
        assertThat(rest.has("action_reason")).isFalse();
        assertThat(own.path("by").asText()).isEqualTo("token:1:aa");
        assertThat(own.has("reason")).isFalse();
    }

    private static Violation state(
            ViolationStatus status, CommandKind kind, Instant at, long leaf, @Nullable String endedBy) {
        var ended = endedBy != null;
        return Violation.newBuilder(Violations.of(ViolationStatus.DETECTED))
                .setStatus(status)
                .setEndedAt(ended ? ENDED : null)
                .setEndedBy(endedBy)
                .setEndCause(ended ? new LeafRef(1, 2, 60L, "ef".repeat(32)) : null)
                .setAssignee("dora")
                .setLastAction(new Action(
                        "o1",
                        kind,
                        new Protected(null, null, 1, "aa"),
                        new Protected("k", ByteBuffer.allocate(1), null, null),
                        at,
                        at,
                        new LeafRef(1, 2, leaf, "aa".repeat(32))))
                .build();
    }
}
