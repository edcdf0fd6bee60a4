package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoorSetupTest {
    @Test
    void aDoorTakesNoLargerRecordThanThePipelineReads() {
        assertThat(RoomPlan.largestRecord(settings("3145728"))).isEqualTo(3 << 20);
        assertThatThrownBy(() -> DoorSetup.of(settings("3145729"), List.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("validate.max.event.bytes");
    }

    private static Settings settings(String largest) {
        return Settings.of(null, Map.of(), Map.of("validate.max.event.bytes", largest));
    }
}
