package io.probity.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DoorBenchTest {
    @Test
    void aFigureIsFoundByItsNameAlone() {
        var metrics = """
                # TYPE probity_door_spooled_total counter
                probity_door_spooled_total_more 7.0
                probity_door_spooled_total 3.0
                """;

        assertThat(DoorBench.figure(metrics, "probity_door_spooled_total")).isEqualTo(3);
        assertThatThrownBy(() -> DoorBench.figure(metrics, "probity_door_items_total"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("probity_door_items_total");
    }
}
