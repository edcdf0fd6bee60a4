package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.leaf.Refusal;
import io.probity.model.LeafRef;
import io.probity.model.RefreshRow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefreshesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final Rulebook NO_RULES = Rulebook.empty();

    private final Refreshes refreshes = new Refreshes();

    @Test
    void theSameScopeComesAgainAfterTenMinutesAndNotBefore() {
        take("acme", NOON);

        assertThat(refreshes.refusal(
                        "acme", NO_RULES, NOON.plus(Duration.ofMinutes(10)).minusMillis(1)))
                .isEqualTo(new Refusal(
                        Refusal.Code.RATE_LIMITED,
                        "acme was refreshed at 2026-03-02T12:00:00Z; again from 2026-03-02T12:10:00Z on"));
        assertThat(refreshes.refusal("acme", NO_RULES, NOON.plus(Duration.ofMinutes(10))))
                .isNull();
        assertThat(refreshes.refusal("acme/app", NO_RULES, NOON)).isNull();
    }

    @Test
    void thirtyScopesAnHourAndNoMore() {
        for (int i = 0; i < Refreshes.MOST_AN_HOUR; i++) {
            assertThat(refreshes.refusal("scope-" + i, NO_RULES, NOON.plusSeconds(i)))
                    .isNull();
            take("scope-" + i, NOON.plusSeconds(i));
        }

        assertThat(refreshes.refusal("another", NO_RULES, NOON.plusSeconds(60)))
                .extracting(Refusal::words)
                .isEqualTo("30 scopes were refreshed within an hour; again from 2026-03-02T13:00:00Z on");
        assertThat(refreshes.refusal("another", NO_RULES, NOON.plusSeconds(3_600)))
                .isNull();
    }

    private void take(String scope, Instant at) {
        refreshes.take(new RefreshRow(scope, new LeafRef(1, 0, 0L, ""), at));
    }
}
