package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-01T12:34:56Z",
                "2026-05-01T12:34:56.1Z",
                "2026-05-01T12:34:56.123456789Z",
                "1969-12-31T23:59:59.999999Z",
                "2024-02-29T00:00:00.000001Z",
                "2026-02-31T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-05-01T24:00:00Z",
                "2026-05-01T12:60:00Z",
                "2026-05-01T12:34:60Z",
                "0001-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void saysWhatTheGeneralFormSays(String text) {
        assertThat(Rfc3339.isPlain(text)).isTrue();
        // lower case is left to the general form
        assertThat(Rfc3339.read(text)).isEqualTo(Times.of(text.replace('Z', 'z')));
    }

    @Test
    void readsEveryMomentBackThatItsTextNames() {
        var random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            var moment = Instant.ofEpochSecond(
                    random.nextLong(-2_000_000_000L, 10_000_000_000L), random.nextInt(1_000_000_000));
            assertThat(Times.of(moment.toString())).isEqualTo(moment.truncatedTo(ChronoUnit.MICROS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-05-01",
                "2026-05-01T12:34Z",
                "2026-05-01 12:34:56Z",
                "2026-05-01T12:34:56",
                "2026-05-01T12:34:56z",
                "2026-05-01T12:34:56.Z",
                "2026-05-01T12:34:56,1Z",
                "2026-05-01T12:34:56.1234567890Z",
                "2026-05-01T12:34:56+00:00",
                "２026-05-01T12:34:56Z",
                "+12026-05-01T12:34:56Z"
            })
    void leavesEverythingElseToTheGeneralForm(String text) {
        assertThat(Rfc3339.isPlain(text)).isFalse();
    }
}
