package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static io.probity.flow.Told.GITLAB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.canonical.EventDigest;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.AuditEvent;
import io.probity.model.Decision;
import io.probity.model.LeafKind;
import io.probity.model.Mention;
import io.probity.model.NonAdherence;
import io.probity.model.Observation;
import io.probity.model.Reason;
import io.probity.model.RejectionDigest;
import io.probity.model.Relation;
import io.probity.model.RequirementRef;
import io.probity.model.SealedEntry;
import io.probity.model.Seen;
import io.probity.model.Status;
import io.probity.model.Tier;
import io.probity.model.ViolationStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a record on a source's topic to what the ledger publishes of it. */
class EventsWayTest {
    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    /** ADR 005's own example, as an occurrence: the merge itself. */
    @Test
    void mergeWithOneApprovalIsAViolationThatTellsItsWholeStory() {
        published();
        pipeline.receive(GITLAB, Told.merge("m1", 1, NOON));

        var violation = one(pipeline.violations());
        assertThat(violation.getControl()).isEqualTo("merge-request-two-approvals");
        assertThat(violation.getStatus()).isEqualTo(ViolationStatus.DETECTED);
        assertThat(violation.getSubject()).isEqualTo("project/6");
        assertThat(violation.getScopePath()).isEqualTo("group/app");
        assertThat(violation.getEventId()).isEqualTo("m1");
        assertThat(violation.getEventType()).isEqualTo("merge_request_merged");
        assertThat(violation.getExpression()).isEqualTo("data.approval_count >= params.minimum");
        assertThat(violation.getObserved()).containsExactly(new Observation("data.approval_count", Seen.VALUE, "1"));
        assertThat(violation.getExpected()).containsExactly(new Observation("params.minimum", Seen.VALUE, "2"));
        assertThat(violation.getActor()).isEqualTo("1");
        assertThat(violation.getRequirements())
                .containsExactly(new RequirementRef(
                        "probity-baseline",
                        "change-review",
                        java.util.List.of("SOC 2:CC8.1", "ISO 27001:A.8.32"),
                        java.util.List.of(Relation.SUBSET_OF, Relation.SUBSET_OF)));
        assertThat(violation.getRemediation()).isNotBlank();
        assertThat(violation.getOccurredAt()).isEqualTo(NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus, Decision::getTrigger)
                .containsExactlyInAnyOrder(
                        tuple("merge-request-two-approvals", Status.FAIL, "event"),
                        tuple("merge-request-author-approval", Status.PASS, "event"),
                        tuple("merge-request-committer-approval", Status.PASS, "event"));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getControl, Adherence::getStatus, Adherence::getChanges)
                .contains(tuple("merge-request-two-approvals", Status.FAIL, 0))
                .hasSize(3);
        assertThat(pipeline.changes())
                .extracting(AdherenceChange::getControl, AdherenceChange::getPrevious, AdherenceChange::getCurrent)
                .contains(tuple("merge-request-two-approvals", null, Status.FAIL))
                .hasSize(3);
        assertThat(one(pipeline.intervals()).getControl()).isEqualTo("merge-request-two-approvals");
        var leaf = one(pipeline.sealed());
        assertThat(leaf.getKind()).isEqualTo(LeafKind.EVENT);
        assertThat(violation.getCause().getLeaf()).isEqualTo(leaf.getLeaf());
        pipeline.andNothingMore();
    }

    @Test
    void eachMergeThatFailsIsAViolationOfItsOwn() {
        published();
        pipeline.receive(GITLAB, Told.merge("m1", 1, NOON));
        pipeline.receive(GITLAB, Told.merge("m2", 0, NOON));
        pipeline.receive(GITLAB, Told.merge("m3", 2, NOON));

        assertThat(pipeline.violations())
                .extracting(it -> it.getEventId(), it -> it.getStatus())
                .containsExactly(tuple("m1", ViolationStatus.DETECTED), tuple("m2", ViolationStatus.DETECTED));
    }

    /** ADR 005's example again, as a state: what the project's settings ask for. */
    @Test
    void settingsThatRequireFewerThanTwoFailUntilTheyRequireTwo() {
        published();
        pipeline.receive(GITLAB, Told.requiredApprovals("s1", 1, NOON));

        var opened = one(pipeline.violations());
        assertThat(opened.getControl()).isEqualTo("project-requires-two-approvals");
        assertThat(pipeline.adherence())
                .extracting(Adherence::getControl, Adherence::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("project-requires-an-approval", Status.PASS),
                        tuple("project-requires-two-approvals", Status.FAIL));

        pipeline.tick();
        pipeline.receive(GITLAB, Told.requiredApprovals("s2", 2, NOON.plusSeconds(1)));

        var healed = one(pipeline.violations());
        assertThat(healed.getId()).isEqualTo(opened.getId());
        assertThat(healed.getStatus()).isEqualTo(ViolationStatus.RESOLVED);
        assertThat(healed.getEndedBy()).isEqualTo("auto");
        assertThat(pipeline.adherence())
                .extracting(Adherence::getControl, Adherence::getStatus, Adherence::getChanges)
                .containsExactlyInAnyOrder(
                        tuple("project-requires-an-approval", Status.PASS, 0),
                        tuple("project-requires-two-approvals", Status.PASS, 1));
        assertThat(pipeline.changes()).hasSize(3);
        assertThat(pipeline.intervals())
                .extracting(NonAdherence::getOpenedAt, NonAdherence::getClosedAt, NonAdherence::getNext)
                .containsExactly(tuple(NOON, null, null), tuple(NOON, NOON.plusSeconds(1), Status.PASS));
        assertThat(pipeline.decisions()).hasSize(4);
        assertThat(pipeline.sealed()).hasSize(2);
        pipeline.andNothingMore();
    }

    @Test
    void anEventThatNoControlAsksAfterIsSealedAndNothingMore() {
        published();
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));

        assertThat(one(pipeline.sealed()).getTier()).isEqualTo(Tier.HOT);
        pipeline.andNothingMore();
    }

    /** One event of a request lands on the request, and its scope hears of it. */
    @Test
    void anEventOfTwoSubjectsIsWholeInOneAndAMentionInTheOther() {
        pipeline.receive(EVENTS, """
                {"id": "r1", "eventType": "approval_requested", "timestamp": "%s", "source": "platform",
                 "userId": "alice", "requestId": "req-1", "teamId": "payments"}""".formatted(NOON));

        var leaves = pipeline.sealed();
        assertThat(leaves).extracting(SealedEntry::getKind).containsExactly(LeafKind.EVENT, LeafKind.MENTION);
        var whole = (AuditEvent) entry(leaves.get(0));
        var mention = (Mention) entry(leaves.get(1));
        assertThat(whole.getSubjects().get(0).getKind()).isEqualTo("request");
        assertThat(mention.getSubject().getKind()).isEqualTo("team");
        assertThat(mention.getEvent()).isEqualTo(whole);
        assertThat(leaves.get(1).getDigest()).isEqualTo(leaves.get(0).getDigest());
        assertThat(pipeline.balance("canonical").getAccepted()).isEqualTo(1);
        pipeline.andNothingMore();
    }

    @Test
    void aRefusedRecordIsKeptWholeAndItsDigestIsALeaf() {
        var bytes = "{\"eventType\": ".getBytes(UTF_8);
        pipeline.receive(EVENTS, "k".getBytes(UTF_8), bytes, Map.of("who", "me"));

        var refused = one(pipeline.rejected());
        assertThat(refused.getReason()).isEqualTo(Reason.MALFORMED_JSON);
        assertThat(refused.getStage()).isEqualTo("normalise");
        assertThat(refused.getDetail()).asString().isNotBlank();
        assertThat(refused.getValue()).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(refused.getKey()).isEqualTo(ByteBuffer.wrap("k".getBytes(UTF_8)));
        assertThat(refused.getHeaders()).extracting(it -> it.getKey()).containsExactly("who");
        assertThat(refused.getOrigin().getTopic()).isEqualTo(EVENTS);
        var leaf = one(pipeline.sealed());
        assertThat(leaf.getKind()).isEqualTo(LeafKind.REJECTION);
        assertThat(leaf.getDigest().array()).isEqualTo(EventDigest.sha256(bytes));
        assertThat(((RejectionDigest) entry(leaf)).getReason()).isEqualTo(Reason.MALFORMED_JSON);
        pipeline.andNothingMore();
    }

    @Test
    void anEventFromTheFutureIsRefusedAtTheSecondDoor() {
        pipeline.receive(EVENTS, Told.feedback("f1", NOON.plus(Duration.ofMinutes(6))));

        var refused = one(pipeline.rejected());
        assertThat(refused.getReason()).isEqualTo(Reason.TIME_IN_FUTURE);
        assertThat(refused.getStage()).isEqualTo("validate");
        assertThat(one(pipeline.sealed()).getKind()).isEqualTo(LeafKind.REJECTION);
        pipeline.andNothingMore();
    }

    @Test
    void anEventRestsByItsAgeWhenItCame() {
        pipeline.receive(EVENTS, Told.feedback("f1", pipeline.now().minus(Duration.ofDays(30))));
        pipeline.receive(EVENTS, Told.feedback("f2", NOON.minus(Duration.ofDays(31))));
        pipeline.receive(EVENTS, Told.feedback("f3", pipeline.now().minus(Duration.ofDays(181))));

        assertThat(pipeline.sealed()).extracting(SealedEntry::getTier).containsExactly(Tier.HOT, Tier.WARM, Tier.COLD);
        pipeline.andNothingMore();
    }

    private void published() {
        pipeline.publishShipped();
        pipeline.tick();
        pipeline.forget();
    }

    static Object entry(SealedEntry leaf) {
        assertThat(leaf.getEntry()).isNotNull();
        return leaf.getEntry().getBody();
    }

    private static <T> T one(java.util.List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
