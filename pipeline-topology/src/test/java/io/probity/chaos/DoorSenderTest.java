package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.rig.FreePorts;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DoorSenderTest {
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void oneThatNoDoorAnswersEndsWhenItIsClosed() throws Exception {
        var sender = new DoorSender("anna", FreePorts.one());
        sender.close();

        assertThat(sender.end()).isEmpty();
    }
}
