package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drift of several resources of one environment, by the control that ships. */
class DriftTest {
    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @BeforeEach
    void publish() {
        pipeline.publishShipped();
        pipeline.tick();
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void staysOpenUntilTheLastResourceIsWellAgain() {
        drift("d1", true, "orders-db", 1);
        drift("d2", true, "orders-queue", 2);
        drift("d3", false, "orders-db", 3);

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getStatus)
                .containsExactly(tuple("d1", ViolationStatus.DETECTED));
        drift("d4", false, "orders-queue", 4);

        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
    }

    @Test
    void ofNoNamedResourceIsHealedByNoneThatHasAName() {
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        drift("d2", false, "orders-db", 1);

        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.DETECTED);
        pipeline.receive(EVENTS, Told.drift("d3", "prod", false, NOON.plusSeconds(2)));

        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
    }

    private void drift(String id, boolean drifted, String resource, int second) {
        var told = Told.drift(id, "prod", drifted, NOON.plusSeconds(second));
        pipeline.receive(EVENTS, told.replace("{\"drifted\":", "{\"resource\": \"" + resource + "\", \"drifted\":"));
    }
}
