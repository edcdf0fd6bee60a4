package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Decision;
import io.probity.model.Rejection;
import io.probity.model.ReviewRequest;
import io.probity.model.ReviewState;
import io.probity.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verdicts that nobody can be sure enough of: somebody is asked, answers or not, and the verdict stays what it is. */
class ReviewTest {
    private static final String READ = """
            controls:
              - id: template-is-allowed
                version: "%s"
                title: Only templates on the list are chosen
                judges: occurrence
                triggers: [{event: template_selected}]
                expect: data.template == "postgres"
                confidence: data.confidence
                review: {below: params.sure, within: PT1H}
                params: {sure: 0.7}
                overrides: [{scope: acme/strict, params: {sure: 0.9}}]
                %s
            """;
    private static final String STATE = """
            controls:
              - id: request-is-approved
                version: "%s"
                title: A request is approved
                judges: state
                triggers: [{event: approval_granted}, {event: approval_rejected}]
                expect: facts.approval == "approval_granted"
                confidence: data.confidence
                review: {below: 0.7, within: PT1H}
                %s
            """;

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @BeforeEach
    void publish() {
        pipeline.publish(READ.formatted("1", ""));
        pipeline.publish(STATE.formatted("1", ""));
        pipeline.tick();
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    // --- who is asked, and of what ---

    @Test
    void aVerdictThatIsNotSureEnoughAsksSomebodyToLook() {
        selected("e1", "postgres", "0.4");

        var decision = decision();
        var asked = review();
        assertThat(decision.getStatus()).isEqualTo(Status.PASS);
        assertThat(decision.getConfidence()).isEqualTo("0.4");
        assertThat(decision.getReview()).isEqualTo(asked.getId());
        assertThat(asked.getState()).isEqualTo(ReviewState.OPEN);
        assertThat(asked.getStatus()).isEqualTo(Status.PASS);
        assertThat(asked.getConfidence()).isEqualTo("0.4");
        assertThat(asked.getLimit()).isEqualTo("0.7");
        assertThat(asked.getReason())
                .startsWith("the confidence 0.4 is below 0.7; expected data.template == \"postgres\"; saw");
        assertThat(asked.getTitle()).isEqualTo("Only templates on the list are chosen");
        assertThat(asked.getSubject()).isEqualTo("request/r1");
        assertThat(asked.getScopePath()).isEqualTo("acme/app");
        assertThat(asked.getScopeId()).isEqualTo("project/6");
        assertThat(asked.getEventId()).isEqualTo("e1");
        assertThat(asked.getActor()).isEqualTo("agent-7");
        assertThat(asked.getOnBehalfOf()).isEqualTo("mia");
        assertThat(asked.getCause()).isEqualTo(decision.getBasis());
        assertThat(asked.getRequestedAt()).isEqualTo(pipeline.now());
        assertThat(asked.getDue()).isEqualTo(pipeline.now().plus(Duration.ofHours(1)));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).containsExactly(Status.PASS);
        assertThat(pipeline.violations()).isEmpty();
    }

    @Test
    void aVerdictThatIsSureEnoughAsksNobodyAndSaysHowSureItIs() {
        selected("e1", "postgres", "0.7");
        selected("e2", "oracle", "1");

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getConfidence, Decision::getReview)
                .containsExactly(tuple(Status.PASS, "0.7", null), tuple(Status.FAIL, "1", null));
        assertThat(pipeline.reviews()).isEmpty();
    }

    /** Whoever cannot say how sure it is is not sure. */
    @Test
    void nobodyKnowingHowSureItIsAsksToo() {
        selected("e1", "postgres", null);
        selected("e2", "postgres", "\"high\"");
        selected("e3", "oracle", "85");

        assertThat(pipeline.decisions())
                .extracting(Decision::getStatus, Decision::getConfidence)
                .containsExactly(tuple(Status.PASS, null), tuple(Status.PASS, null), tuple(Status.FAIL, null));
        assertThat(pipeline.reviews())
                .extracting(it -> it.getReason().substring(0, it.getReason().indexOf("; ")))
                .containsExactly(
                        "nobody can tell how sure this is: `data.confidence` gives no number",
                        "nobody can tell how sure this is: `data.confidence` gives no number",
                        "nobody can tell how sure this is: `data.confidence` is 85.0, which is not from 0 to 1");
    }

    @Test
    void whatIsUnknownAsksNobody() {
        pipeline.receive(EVENTS, event("e1", "template_selected", "acme/app", "{\"confidence\": 0.1}", pipeline.now()));

        assertThat(decision().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(pipeline.reviews()).isEmpty();
    }

    @Test
    void theLimitIsThatOfTheScope() {
        pipeline.receive(
                EVENTS,
                event(
                        "e1",
                        "template_selected",
                        "acme/strict/app",
                        "{\"template\": \"postgres\", \"confidence\": 0.8}",
                        pipeline.now()));

        assertThat(review().getLimit()).isEqualTo("0.9");
    }

    @Test
    void inShadowNobodyIsAsked() {
        pipeline.publish(READ.formatted("2", "mode: shadow"));
        pipeline.forget();
        selected("e1", "oracle", "0.1");

        assertThat(decision().getConfidence()).isEqualTo("0.1");
        assertThat(pipeline.reviews()).isEmpty();
    }

    @Test
    void anEventThatComesTwiceAsksOnce() {
        selected("e1", "oracle", "0.1");
        var first = review();
        selected("e1", "oracle", "0.1");

        assertThat(pipeline.reviews()).isEmpty();
        assertThat(first.getId()).hasSize(64);
    }

    /** As a flood opens one violation that counts. */
    @Test
    void whatIsTooMuchToLookAtIsCountedByTheLast() {
        for (int i = 1; i <= 22; i++) {
            selected("e" + i, "oracle", "0.1");
        }
        var asked = pipeline.reviews();

        assertThat(asked).hasSize(22);
        assertThat(asked.stream().map(ReviewRequest::getId).distinct()).hasSize(20);
        assertThat(asked.getLast().getId()).isEqualTo(asked.get(19).getId());
        assertThat(asked.getLast().getCounted()).isEqualTo(3);
        assertThat(asked.getLast().getEventId()).isEqualTo("e20");
        assertThat(pipeline.decisions().getLast().getReview())
                .isEqualTo(asked.getLast().getId());
    }

    // --- answers ---

    @Test
    void aPersonUpholdsOrOverrulesItOnceAndTheVerdictStays() {
        selected("e1", "oracle", "0.4");
        var asked = review();
        pipeline.forget();
        answer("o1", CommandKind.OVERRULE, asked, "bob");

        var answered = review();
        assertThat(answered.getState()).isEqualTo(ReviewState.ANSWERED);
        assertThat(answered.getAnswer().getKind()).isEqualTo(CommandKind.OVERRULE);
        assertThat(answered.getAnswer().getActor()).isEqualTo("bob");
        assertThat(answered.getAnswer().getReason()).isEqualTo("looked into it with bob");
        assertThat(answered.getEndedAt()).isEqualTo(pipeline.now());
        assertThat(answered.getEndCause()).isEqualTo(answered.getAnswer().getLeaf());
        var decision = decision();
        assertThat(decision.getControl()).isEqualTo("probity-command");
        assertThat(decision.getStatus()).isEqualTo(Status.PASS);
        pipeline.sealed();
        pipeline.andNothingMore();

        answer("o2", CommandKind.UPHOLD, asked, "carol");
        assertThat(decision().getReason()).contains("refused: ENDED");
        answer("o3", CommandKind.OVERRULE, asked, "carol");
        assertThat(decision().getReason()).contains("refused: SAME_STATUS");
        pipeline.pass(Duration.ofHours(2));
        pipeline.sealed();
        pipeline.andNothingMore();
    }

    @Test
    void neitherWhoDidItNorForWhomItWasDoneMayAnswer() {
        selected("e1", "oracle", "0.4");
        var asked = review();
        pipeline.forget();
        answer("o1", CommandKind.UPHOLD, asked, "agent-7");
        answer("o2", CommandKind.UPHOLD, asked, "mia");

        assertThat(pipeline.decisions()).extracting(Decision::getReason).allMatch(it -> it.contains("OWN_REQUEST"));
        assertThat(pipeline.reviews()).isEmpty();
    }

    @Test
    void whatNobodyAskedIsNotAnswered() {
        selected("e1", "oracle", "0.4");
        var asked = review();
        pipeline.forget();
        pipeline.order(order("o1", CommandKind.UPHOLD, "00".repeat(32), asked.getSubject(), "bob"));
        pipeline.order(order("o2", CommandKind.UPHOLD, asked.getId(), "request/r2", "bob"));

        assertThat(pipeline.decisions()).extracting(Decision::getReason).allMatch(it -> it.contains("UNKNOWN_REVIEW"));
    }

    @Test
    void anAnswerNamesARequestAndNoViolation() {
        pipeline.order(order("o1", CommandKind.UPHOLD, "", "request/r1", "bob"));
        pipeline.order(Command.newBuilder(order("o2", CommandKind.UPHOLD, "00".repeat(32), "request/r1", "bob"))
                .setViolation("00".repeat(32))
                .build());
        pipeline.order(Command.newBuilder(order("o3", CommandKind.DISMISS, "00".repeat(32), "request/r1", "bob"))
                .setViolation("00".repeat(32))
                .build());

        assertThat(pipeline.rejected())
                .extracting(Rejection::getDetail)
                .containsExactly(
                        "review is empty",
                        "UPHOLD names a review, and no violation or assignee",
                        "only an UPHOLD or an OVERRULE names a review");
    }

    // --- the clock ---

    @Test
    void whatNobodyAnswersInTimeIsOverdueAndCanStillBeAnswered() {
        selected("e1", "oracle", "0.4");
        var asked = review();
        pipeline.forget();
        pipeline.pass(Duration.ofMinutes(59));
        pipeline.andNothingMore();
        pipeline.pass(Duration.ofMinutes(2));

        var overdue = review();
        assertThat(overdue.getId()).isEqualTo(asked.getId());
        assertThat(overdue.getState()).isEqualTo(ReviewState.OVERDUE);
        pipeline.andNothingMore();
        pipeline.pass(Duration.ofDays(2));
        pipeline.andNothingMore();
        answer("o1", CommandKind.UPHOLD, asked, "bob");
        assertThat(review().getState()).isEqualTo(ReviewState.ANSWERED);
    }

    /** A leap of the clock tells what was due in it, and twice what is due of two requests. */
    @Test
    void eachIsOverdueAtItsOwnTime() {
        selected("e1", "oracle", "0.4");
        pipeline.pass(Duration.ofMinutes(10));
        selected("e2", "oracle", "0.4");
        pipeline.forget();
        pipeline.pass(Duration.ofMinutes(55));

        assertThat(pipeline.reviews()).extracting(ReviewRequest::getEventId).containsExactly("e1");
        pipeline.pass(Duration.ofMinutes(10));
        assertThat(pipeline.reviews()).extracting(ReviewRequest::getEventId).containsExactly("e2");
    }

    // --- states ---

    @Test
    void aStateIsAskedAboutOnceAndSettledByAVerdictThatIsSureEnough() {
        decided("e1", "approval_granted", "0.3", 1);
        var asked = review();
        decided("e2", "approval_granted", "0.4", 2);
        assertThat(pipeline.reviews()).isEmpty();
        assertThat(pipeline.decisions()).extracting(Decision::getReview).containsExactly(asked.getId(), asked.getId());
        decided("e3", "approval_granted", "0.9", 3);

        var settled = review();
        assertThat(settled.getId()).isEqualTo(asked.getId());
        assertThat(settled.getState()).isEqualTo(ReviewState.SETTLED);
        assertThat(settled.getEndCause()).isEqualTo(decision().getBasis());
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));
        pipeline.andNothingMore();
    }

    @Test
    void anotherVerdictThatIsNotSureIsAnotherQuestion() {
        decided("e1", "approval_granted", "0.3", 1);
        var first = review();
        decided("e2", "approval_rejected", "0.3", 2);

        assertThat(pipeline.reviews())
                .extracting(
                        ReviewRequest::getState,
                        ReviewRequest::getStatus,
                        it -> it.getId().equals(first.getId()))
                .containsExactly(
                        tuple(ReviewState.SETTLED, Status.PASS, true), tuple(ReviewState.OPEN, Status.FAIL, false));
    }

    @Test
    void aLateEventAsksNothingOfAState() {
        decided("e1", "approval_granted", "0.9", 5);
        decided("e2", "approval_rejected", "0.1", 1);

        assertThat(pipeline.decisions())
                .extracting(Decision::getLate, Decision::getReview)
                .containsExactly(tuple(false, null), tuple(true, null));
        assertThat(pipeline.reviews()).isEmpty();
    }

    @Test
    void theEndOfTheControlSettlesWhatItAsked() {
        decided("e1", "approval_granted", "0.3", 1);
        selected("e2", "oracle", "0.4");
        pipeline.forget();
        pipeline.publish(STATE.formatted("2", "retired: true"));
        pipeline.publish(READ.formatted("2", "retired: true"));
        pipeline.pass(Duration.ofMinutes(1));

        assertThat(pipeline.reviews())
                .extracting(ReviewRequest::getControl, ReviewRequest::getState)
                .containsExactly(
                        tuple("request-is-approved", ReviewState.SETTLED),
                        tuple("template-is-allowed", ReviewState.SETTLED));
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));
        pipeline.andNothingMore();
    }

    /** The verdict is that of the version of its time, and nobody looks at what the control says any more. */
    @Test
    void anEventThatComesWhenItsControlIsRetiredIsDecidedAndAsksNobody() {
        var before = pipeline.now();
        pipeline.pass(Duration.ofMinutes(1));
        pipeline.publish(READ.formatted("2", "retired: true\n    effectiveFrom: " + pipeline.now()));
        pipeline.pass(Duration.ofMinutes(1));
        pipeline.forget();
        pipeline.receive(EVENTS, event("e1", "template_selected", "acme/app", data("oracle", "0.4"), before));

        var decision = decision();
        assertThat(decision.getControlVersion()).isEqualTo("1");
        assertThat(decision.getStatus()).isEqualTo(Status.FAIL);
        assertThat(decision.getLate()).isTrue();
        assertThat(decision.getConfidence()).isEqualTo("0.4");
        assertThat(decision.getReview()).isNull();
        assertThat(pipeline.violations()).hasSize(1);
        assertThat(pipeline.reviews()).isEmpty();
    }

    /** It is in use no more, so nobody need look; a late event of it asks nobody either. */
    @Test
    void theEndOfTheSubjectSettlesWhatWasAskedOfIt() {
        selected("e1", "oracle", "0.4");
        pipeline.forget();
        pipeline.receive(EVENTS, """
                {"id": "a1", "eventType": "subject_archived", "timestamp": "%s", "source": "platform", "requestId": "r1",
                 "target": {"type": "request", "id": "r1"}}""".formatted(pipeline.now()));
        selected("e2", "oracle", "0.4");

        assertThat(pipeline.reviews()).extracting(ReviewRequest::getState).containsExactly(ReviewState.SETTLED);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(2));
        pipeline.andNothingMore();
    }

    /** A person has looked at these very facts. */
    @Test
    void whoHasAnsweredIsNotAskedAgainByTheSameFact() {
        pipeline.publish(STATE.formatted("2", "").replace("data.confidence", "0.3"));
        pipeline.forget();
        decided("e1", "approval_granted", "1", 1);
        var asked = review();
        answer("o1", CommandKind.UPHOLD, asked, "bob");
        pipeline.forget();
        pipeline.order(Orders.refresh("o2", "*"));
        pipeline.pass(Duration.ofMinutes(1));

        assertThat(pipeline.decisions())
                .filteredOn(it -> it.getControl().equals("request-is-approved"))
                .extracting(Decision::getTrigger, Decision::getReview)
                .containsExactly(tuple("refresh", asked.getId()));
        assertThat(pipeline.reviews()).isEmpty();
        decided("e2", "approval_granted", "1", 2);
        assertThat(review().getState()).isEqualTo(ReviewState.OPEN);
    }

    // --- a replay ---

    /** However often the clock beats; a replay has other ticks, and the same log. */
    @Test
    void comesToTheSameHoweverTheClockWalks() {
        try (var walks = new PipelineUnderTest()) {
            walks.publish(READ.formatted("1", ""));
            walks.publish(STATE.formatted("1", ""));
            walks.tick();
            for (int i = 0; i < 4; i++) {
                for (var each : List.of(pipeline, walks)) {
                    var at = NOON.plus(Duration.ofHours(3L * i));
                    each.receive(EVENTS, event("e" + i, "template_selected", "acme/app", data("oracle", "0.4"), at));
                    each.receive(
                            EVENTS,
                            event(
                                    "s" + i,
                                    "approval_granted",
                                    "acme/app",
                                    "{\"confidence\": 0.%d}".formatted(3 * i),
                                    at));
                }
                pipeline.pass(Duration.ofHours(3));
                for (int step = 0; step < 36; step++) {
                    walks.pass(Duration.ofMinutes(5));
                }
            }
            var leapt = texts(pipeline.reviews());

            assertThat(leapt).hasSize(11).isEqualTo(texts(walks.reviews()));
        }
    }

    /** But for digests: each event has a salt of its own. */
    private static List<String> texts(List<ReviewRequest> requests) {
        return requests.stream()
                .map(it -> it.getControl()
                        + it.getEventId()
                        + it.getState()
                        + it.getRequestedAt()
                        + it.getDue()
                        + it.getEndedAt()
                        + it.getCounted())
                .toList();
    }

    private void selected(String id, String template, @Nullable String confidence) {
        pipeline.receive(
                EVENTS, event(id, "template_selected", "acme/app", data(template, confidence), pipeline.now()));
    }

    private static String data(String template, @Nullable String confidence) {
        return confidence == null
                ? "{\"template\": \"%s\"}".formatted(template)
                : "{\"template\": \"%s\", \"confidence\": %s}".formatted(template, confidence);
    }

    private void decided(String id, String type, String confidence, int second) {
        pipeline.receive(
                EVENTS,
                event(id, type, "acme/app", "{\"confidence\": %s}".formatted(confidence), NOON.plusSeconds(second)));
    }

    private static String event(String id, String type, String path, String data, Instant at) {
        return """
                {"id": "%s", "eventType": "%s", "timestamp": "%s", "source": "platform", "requestId": "r1",
                 "actor": {"id": "agent-7", "kind": "SERVICE", "onBehalfOf": {"id": "mia", "kind": "USER"}},
                 "scope": {"kind": "project", "id": "6", "path": "%s"}, "data": %s}""".formatted(id, type, at, path, data);
    }

    private void answer(String id, CommandKind kind, ReviewRequest asked, String actor) {
        pipeline.order(order(id, kind, asked.getId(), asked.getSubject(), actor));
    }

    private static Command order(String id, CommandKind kind, String review, String subject, String actor) {
        return Command.newBuilder(Orders.of(id, kind, "", subject, actor))
                .setReview(review)
                .build();
    }

    private Decision decision() {
        return pipeline.decisions().getLast();
    }

    private ReviewRequest review() {
        var all = pipeline.reviews();
        assertThat(all).as("requests").hasSize(1);
        return all.getFirst();
    }
}
