package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Units of the scope tree, from their publish to what is said of the subjects in them. */
class ScopeTreeTest {
    private static final String BASE = Told.NO_DRIFT + """
            frameworks:
              - {id: base, requirements: [{id: r1, controls: [no-drift]}]}
            assignments:
              - {id: all, framework: base, scope: {unit: bank}}
            """;
    private static final String TREE = """
            scopes:
              - {id: bank}
              - {id: payments, parent: bank, members: [cloud/prod]}
            """;

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void whatIsAssignedToAUnitIsForTheMembersOfTheUnitsBelowIt() {
        pipeline.publish(BASE + TREE);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "test", true, NOON));

        assertThat(pipeline.decisions())
                .extracting(Decision::getSubject, Decision::getStatus)
                .containsExactly(tuple("environment/prod", Status.FAIL));
    }

    /** Another control is in no framework, and its subject is not judged again. */
    @Test
    void aUnitThatChangesSettlesTheControlsOfWhatNamesItAndNoOthers() {
        pipeline.publish(BASE + TREE);
        pipeline.publish(Told.NO_DRIFT.replace("id: no-drift", "id: unrelated"));
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "test", true, NOON));
        pipeline.tick();
        pipeline.forget();

        pipeline.publish("scopes: [{id: payments, version: 2, parent: bank, members: [cloud/test]}]");
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getSubject, Decision::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("no-drift", "environment/prod", Status.NOT_APPLICABLE),
                        tuple("no-drift", "environment/test", Status.FAIL));
        assertThat(pipeline.violations())
                .extracting(Violation::getSubject, Violation::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("environment/prod", ViolationStatus.RESOLVED),
                        tuple("environment/test", ViolationStatus.DETECTED));
    }

    @Test
    void aUnitDatedIntoTheFutureMovesItsSubjectsWhenTheClockReachesIt() {
        pipeline.publish(BASE + TREE);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d2", "test", true, NOON));
        var comes = pipeline.now().plus(Duration.ofHours(1));
        pipeline.publish("scopes: [{id: tests, effectiveFrom: " + comes + ", parent: bank, members: [cloud/test]}]");
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d3", "test", true, NOON.plusSeconds(1)));
        assertThat(pipeline.decisions()).isEmpty();

        pipeline.pass(Duration.ofHours(1));

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getSubject, Decision::getStatus, Decision::getAt)
                .containsExactly(tuple("timer", "environment/test", Status.FAIL, comes));
    }

    @Test
    void aWaiverForAUnitIsForItsMembers() {
        pipeline.publish(Told.NO_DRIFT + TREE + """
            waivers:
              - {control: no-drift, scope: {unit: bank}, reason: moving, approver: eve, expires: 2027-01-01}
            """);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "test", true, NOON));

        assertThat(pipeline.adherence())
                .extracting(Adherence::getSubject, Adherence::getStatus)
                .containsExactly(tuple("environment/prod", Status.WAIVED), tuple("environment/test", Status.FAIL));
    }

    /** Of a unit and one below it the lower says which value holds. */
    @Test
    void theParametersOfTheLowerUnitHold() {
        pipeline.publish("""
                controls:
                  - id: tool-allowed
                    judges: occurrence
                    triggers: [{event: drift_detected}]
                    expect: data.drifted == params.wanted
                    params: {wanted: false}
                    overrides:
                      - {scope: {unit: payments}, params: {wanted: true}}
                      - {scope: {unit: bank}, params: {wanted: false}}
                """ + TREE);
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "test", true, NOON));

        assertThat(pipeline.decisions())
                .extracting(Decision::getSubject, Decision::getStatus)
                .containsExactly(tuple("environment/prod", Status.PASS), tuple("environment/test", Status.FAIL));
    }

    @Test
    void aTreeWithACycleIsSealedToldOfAndNeverInForceUntilItIsPutRight() {
        pipeline.publish(BASE + TREE);
        pipeline.tick();
        pipeline.forget();
        var wrong = pipeline.publication("scopes: [{id: bank, version: 2, parent: payments, members: [cloud/test]}]");
        wrong.forEach(pipeline::define);

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind)
                .containsExactly(LeafKind.DEFINITION, LeafKind.DEFINITION);
        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getSubject, Decision::getStatus, Decision::getReason)
                .containsExactly(tuple(
                        "probity-publish-sound",
                        "publish/publish-2",
                        Status.FAIL,
                        "nothing of it is in force: the units bank > payments > bank are each above the other"));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "test", true, NOON));
        assertThat(pipeline.decisions()).extracting(Decision::getSubject).containsExactly("environment/prod");
        pipeline.forget();

        pipeline.publication("scopes: [{id: bank, version: 2, members: [cloud/test]}]").stream()
                .map(it -> renamed(it, "publish-2"))
                .forEach(pipeline::define);
        pipeline.tick();

        assertThat(pipeline.violations())
                .extracting(Violation::getControl, Violation::getSubject, Violation::getStatus)
                .containsExactly(
                        tuple("probity-publish-sound", "publish/publish-2", ViolationStatus.RESOLVED),
                        tuple("no-drift", "environment/test", ViolationStatus.DETECTED));
    }

    private static Definition renamed(Definition it, String publish) {
        var id = it.getId().equals(it.getPublish()) ? publish : it.getId();
        return new Definition(
                it.getKind(),
                id,
                it.getVersion(),
                it.getEffectiveFrom(),
                it.getRetired(),
                it.getBody(),
                publish,
                it.getCount(),
                null);
    }
}
