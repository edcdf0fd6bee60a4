package io.probity.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.model.Tier;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TierRuleTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void ageDecidesAndTheLastMomentStillCounts() {
        assertThat(aged(Duration.ZERO)).isEqualTo(Tier.HOT);
        assertThat(aged(Duration.ofDays(30))).isEqualTo(Tier.HOT);
        assertThat(aged(Duration.ofDays(30).plusMillis(1))).isEqualTo(Tier.WARM);
        assertThat(aged(Duration.ofDays(180))).isEqualTo(Tier.WARM);
        assertThat(aged(Duration.ofDays(180).plusMillis(1))).isEqualTo(Tier.COLD);
    }

    @Test
    void whatClaimsToBeFromTheFutureIsHot() {
        assertThat(aged(Duration.ofMinutes(-4))).isEqualTo(Tier.HOT);
    }

    @Test
    void agesThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new TierRule(Duration.ofDays(2), Duration.ofDays(1)))
                .hasMessageContaining("0 <= hot <= warm");
    }

    private static Tier aged(Duration age) {
        return TierRule.STANDARD.of(NOW.minus(age), NOW);
    }
}
