package io.probity.ledger.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.ledger.dedupe.DedupeRule.Finding;
import io.probity.model.SeenRow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DedupeRuleTest {
    private static final Instant SEEN = Instant.parse("2026-03-02T12:00:00Z");
    private static final SeenRow ROW = new SeenRow("c1", 7L, SEEN);

    private final DedupeRule rule = new DedupeRule(Duration.ofDays(7));

    @Test
    void whatWasNotSeenIsFirst() {
        assertThat(rule.judge(null, "c1", SEEN)).isEqualTo(new Finding.First());
    }

    @Test
    void theSameContentIsADuplicateUpToTheHorizonAndMarkedAfterIt() {
        assertThat(rule.judge(ROW, "c1", SEEN.plus(Duration.ofDays(7)))).isEqualTo(new Finding.Duplicate(7));
        assertThat(rule.judge(ROW, "c1", SEEN.plus(Duration.ofDays(7)).plusMillis(1)))
                .isEqualTo(new Finding.LateRepeat(7));
    }

    @Test
    void otherContentIsAConflictHoweverLate() {
        assertThat(rule.judge(ROW, "c2", SEEN)).isEqualTo(new Finding.Conflict(7));
        assertThat(rule.judge(ROW, "c2", SEEN.plus(Duration.ofDays(13)))).isEqualTo(new Finding.Conflict(7));
    }

    @Test
    void aRowIsKeptTwiceTheHorizon() {
        assertThat(rule.expired(ROW, SEEN.plus(Duration.ofDays(14)))).isFalse();
        assertThat(rule.expired(ROW, SEEN.plus(Duration.ofDays(14)).plusMillis(1)))
                .isTrue();
    }
}
