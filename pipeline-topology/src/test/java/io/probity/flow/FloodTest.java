package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Violation;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A control that fails on everything opens as many violations as people can look at, and one that counts the rest. */
class FloodTest {
    private static final int MOST = 1_000;
    private static final int MORE = 50;

    @Test
    void oneViolationCountsWhatComesAfterTheMost() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.publish(Told.TOOLS.formatted("1", "2020-01-01T00:00:00Z", "[\"plan\"]"));
            for (int i = 0; i < MOST + MORE; i++) {
                pipeline.receive(EVENTS, Told.tool("e" + i, "rm", NOON.plusMillis(i)));
            }
            assertThat(pipeline.violations()).hasSize(MOST + 1).allMatch(it -> it.getCounted() == null);

            pipeline.pass(Duration.ofMinutes(1));
            pipeline.receive(EVENTS, Told.tool("last", "rm", NOON.plusSeconds(60)));

            var counting = pipeline.violations().getLast();
            assertThat(counting.getEventId()).isEqualTo("e" + MOST);
            assertThat(Objects.requireNonNull(counting.getCounted()).getOccurrences())
                    .isEqualTo(MORE + 1);
            assertThat(pipeline.decisions()).hasSize(MOST + MORE + 1);
        }
    }

    @Test
    void anotherControlIsNotCapped() {
        try (var pipeline = new PipelineUnderTest()) {
            var tools = Told.TOOLS.formatted("1", "2020-01-01T00:00:00Z", "[\"plan\"]");
            pipeline.publish(tools
                    + tools.replace("controls:\n", "")
                            .replace("tool-allowed", "other")
                            .replace("data.tool in [\"plan\"]", "data.tool != \"drop\""));
            for (int i = 0; i < MOST + MORE; i++) {
                pipeline.receive(EVENTS, Told.tool("e" + i, "rm", NOON.plusMillis(i)));
            }
            pipeline.receive(EVENTS, Told.tool("last", "drop", NOON.plusSeconds(60)));

            assertThat(pipeline.violations())
                    .extracting(Violation::getControl)
                    .filteredOn("other"::equals)
                    .hasSize(1);
        }
    }
}
