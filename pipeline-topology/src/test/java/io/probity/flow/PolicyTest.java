package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Decision;
import io.probity.model.RequirementRef;
import io.probity.model.Status;
import io.probity.model.Violation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A requirement that a policy satisfies: what becomes of the policy becomes of the requirement, and of no other. */
class PolicyTest {
    private static final String CATALOG = """
            controls:
              - id: policy-is-approved
                triggers: [{event: policy_changed}, {event: policy_approved}]
                applies: {kinds: [policy]}
                expect: facts.policy_version == facts.policy_approved_version
              - id: policy-review-is-not-overdue
                triggers: [{event: policy_approved}, {every: P1D}]
                applies: {kinds: [policy]}
                expect: now < timestamp(facts.policy_review_due)
            frameworks:
              - id: isms
                requirements:
                  - {id: security, policy: information-security, controls: [policy-is-approved, policy-review-is-not-overdue]}
                  - {id: use, policy: acceptable-use, controls: [policy-is-approved]}
            assignments:
              - {framework: isms, scope: "*"}
            """;

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    private static String told(String id, String type, String policy, String data, Instant at) {
        return """
                {"id": "%s", "eventType": "%s", "timestamp": "%s", "source": "intranet",
                 "scope": {"kind": "policy", "id": "%s"}, "data": {%s}}""".formatted(id, type, at, policy, data);
    }

    @Test
    void aChangeOfThePolicyBreaksItsRequirementUntilTheChangeIsApproved() {
        pipeline.publish(CATALOG);
        pipeline.tick();
        for (var policy : new String[] {"information-security", "acceptable-use", "travel"}) {
            pipeline.receive(
                    EVENTS, told("c" + policy, "policy_changed", policy, "\"version\": \"1\"", NOON.minusSeconds(3)));
            pipeline.receive(
                    EVENTS, told("a" + policy, "policy_approved", policy, "\"version\": \"1\"", NOON.minusSeconds(2)));
        }
        pipeline.forget();
        pipeline.receive(
                EVENTS,
                told("c2", "policy_changed", "information-security", "\"version\": \"2\"", NOON.minusSeconds(1)));

        var broken = pipeline.violations();
        assertThat(broken)
                .extracting(Violation::getControl, Violation::getSubject)
                .containsExactly(tuple("policy-is-approved", "policy/information-security"));
        assertThat(broken.getFirst().getRequirements())
                .extracting(RequirementRef::getRequirement)
                .containsExactly("security");
        pipeline.forget();
        pipeline.receive(EVENTS, told("a2", "policy_approved", "information-security", "\"version\": \"2\"", NOON));
        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("policy-is-approved", Status.PASS),
                        tuple("policy-review-is-not-overdue", Status.UNKNOWN));
    }

    /** No requirement names it, and one that lists the control for another policy does not mean it. */
    @Test
    void aPolicyThatNoRequirementNamesIsNotJudgedByTheirControls() {
        pipeline.publish(CATALOG);
        pipeline.receive(EVENTS, told("c1", "policy_changed", "travel", "\"version\": \"1\"", NOON));

        assertThat(pipeline.decisions()).isEmpty();
    }

    @Test
    void aReviewThatIsNotHeldIsABreachByTheClock() {
        pipeline.publish(CATALOG);
        pipeline.tick();
        var due = NOON.plus(Duration.ofHours(36));
        pipeline.receive(
                EVENTS,
                told(
                        "a1",
                        "policy_approved",
                        "information-security",
                        "\"version\": \"1\", \"review_due\": \"" + due + "\"",
                        NOON));
        pipeline.forget();
        pipeline.pass(Duration.ofDays(2));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getTrigger, Decision::getStatus, Decision::getAt)
                .containsExactly(tuple(
                        "policy-review-is-not-overdue", "timer", Status.FAIL, Instant.parse("2026-03-04T00:00:00Z")));
    }
}
