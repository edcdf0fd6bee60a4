package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every subject of a scope judged again, because somebody asked. */
class RefreshTest {
    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @BeforeEach
    void fill() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d2", "test", false, NOON));
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void decidesOnEachSubjectAlsoWhereNothingChangesAndCitesTheOrder() {
        pipeline.order(Orders.refresh("r1", "*"));
        var leaf = pipeline.sealed().getLast().getLeaf();
        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getSubject, Decision::getStatus)
                .containsExactly(tuple("probity-command", "scope/*", Status.PASS));
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(
                        Decision::getSubject,
                        Decision::getStatus,
                        Decision::getTrigger,
                        it -> it.getBasis().getLeaf())
                .containsExactly(
                        tuple("environment/prod", Status.FAIL, "refresh", leaf),
                        tuple("environment/test", Status.PASS, "refresh", leaf));
        assertThat(pipeline.adherence()).extracting(Adherence::getChanges).containsExactly(0, 0);
        pipeline.andNothingMore();
        pipeline.tick();
        pipeline.andNothingMore();
    }

    @Test
    void leavesSubjectsOfOtherScopesAlone() {
        pipeline.order(Orders.refresh("r1", "cloud/prod"));
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getSubject)
                .containsExactly(tuple("command", "scope/cloud/prod"), tuple("refresh", "environment/prod"));
    }

    @Test
    void judgesWhatAUnitCoversWhenTheOrderCameAndRefusesAUnitThatIsNotThere() {
        pipeline.publish("""
                scopes:
                  - {id: all}
                  - {id: payments, parent: all, members: [cloud/prod]}
                """);
        pipeline.tick();
        pipeline.forget();
        pipeline.order(Orders.refresh("r1", "unit:all"));
        pipeline.publish("""
                scopes:
                  - {id: payments, version: "2", parent: all, members: [cloud/test]}
                """);
        pipeline.order(Orders.refresh("r2", "unit:al"));
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getSubject, Decision::getStatus)
                .containsExactly(
                        tuple("command", "scope/unit:all", Status.PASS),
                        tuple("command", "scope/unit:al", Status.FAIL),
                        tuple("refresh", "environment/prod", Status.FAIL));
    }

    /** As a publish does: what comes after the order is judged after it. */
    @Test
    void anEventOfASubjectThatTheSweepHasNotReachedSettlesItFirst() {
        pipeline.order(Orders.refresh("r1", "*"));
        pipeline.receive(EVENTS, Told.drift("d3", "prod", false, NOON.plusSeconds(1)));
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getTrigger, Decision::getSubject, Decision::getStatus)
                .containsExactly(
                        tuple("command", "scope/*", Status.PASS),
                        tuple("refresh", "environment/prod", Status.FAIL),
                        tuple("event", "environment/prod", Status.PASS),
                        tuple("refresh", "environment/test", Status.PASS));
    }

    @Test
    void theSameScopeAgainTooSoonIsRefusedAndLaterIsNot() {
        pipeline.order(Orders.refresh("r1", "*"));
        pipeline.tick();
        pipeline.forget();
        pipeline.order(Orders.refresh("r2", "*"));
        pipeline.tick();

        assertThat(pipeline.decisions())
                .singleElement()
                .satisfies(told -> assertThat(told.getReason()).contains("RATE_LIMITED"))
                .extracting(Decision::getStatus)
                .isEqualTo(Status.FAIL);
        pipeline.pass(Duration.ofMinutes(10));
        pipeline.order(Orders.refresh("r3", "*"));
        pipeline.tick();
        assertThat(pipeline.decisions()).hasSize(3);
    }

    @Test
    void aPublishAfterItIsSettledAfterIt() {
        pipeline.order(Orders.refresh("r1", "*"));
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\"").replace("severity: medium", "severity: high"));
        pipeline.tick();

        assertThat(pipeline.decisions())
                .filteredOn(it -> it.getSubject().equals("environment/prod"))
                .extracting(Decision::getTrigger, Decision::getControlVersion)
                .containsExactly(tuple("refresh", "1"), tuple("definition", "2"));
    }
}
