package io.probity.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.TreeHead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeadTimesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final TreeHead TOLD = new TreeHead("log", 1, 0, 7L, ByteBuffer.allocate(32), NOON);

    @Test
    void theFirstTickTellsOfALogThatHasNothingYet() {
        assertThat(HeadTimes.isDue(null, 0, NOON)).isTrue();
    }

    @Test
    void aLogThatGrewIsToldOfAfterTenSeconds() {
        assertThat(HeadTimes.isDue(TOLD, 8, NOON.plusMillis(9_999))).isFalse();
        assertThat(HeadTimes.isDue(TOLD, 8, NOON.plusSeconds(10))).isTrue();
    }

    @Test
    void aLogThatDidNotIsToldOfAgainAfterTenMinutes() {
        assertThat(HeadTimes.isDue(TOLD, 7, NOON.plus(Duration.ofMinutes(10)).minusMillis(1)))
                .isFalse();
        assertThat(HeadTimes.isDue(TOLD, 7, NOON.plus(Duration.ofMinutes(10)))).isTrue();
    }
}
