package io.probity.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import org.junit.jupiter.api.Test;

class SpecificModelTest {
    @Test
    void letsAvroReadTheFastWayWhereItIsAskedTo() {
        assertThat(SpecificModel.forReading(AuditEvent.class, true).isFastReaderEnabled())
                .isTrue();
        assertThat(SpecificModel.forReading(AuditEvent.class, false).isFastReaderEnabled())
                .isFalse();
    }
}
