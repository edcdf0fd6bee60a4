package io.probity.ledger.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.ledger.dedupe.DedupeRule.Finding;
import io.probity.model.SeenRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DedupeRuleTest {
    private static final Instant SEEN = Instant.parse("2026-03-02T12:00:00Z");
    private static final SeenRow ROW = new SeenRow("c1", 7L, SEEN);

    private static final Identity C1 = new Identity("EVENT|e1", "c1");
    private static final Identity C2 = new Identity("EVENT|e1", "c2");
    private static final List<Identity> ORDERS =
            List.of(new Identity("DEFINITION|d1", "c1"), new Identity("COMMAND|d1", "c1"));

    private final DedupeRule rule = new DedupeRule(Duration.ofDays(7));

    @Test
    void whatWasNotSeenIsFirst() {
        assertThat(rule.judge(null, C1, SEEN)).isEqualTo(new Finding.First());
    }

    @Test
    void theSameContentIsADuplicateUpToTheHorizonAndMarkedAfterIt() {
        assertThat(rule.judge(ROW, C1, SEEN.plus(Duration.ofDays(7)))).isEqualTo(new Finding.Duplicate(7));
        assertThat(rule.judge(ROW, C1, SEEN.plus(Duration.ofDays(7)).plusMillis(1)))
                .isEqualTo(new Finding.LateRepeat(7));
    }

    @Test
    void otherContentIsAConflictHoweverLate() {
        assertThat(rule.judge(ROW, C2, SEEN)).isEqualTo(new Finding.Conflict(7));
        assertThat(rule.judge(ROW, C2, SEEN.plus(Duration.ofDays(13)))).isEqualTo(new Finding.Conflict(7));
    }

    @Test
    void whatCameBeforeTheLogHadATimeIsNotOld() {
        var undated = new SeenRow("c1", 7L, Instant.EPOCH);

        assertThat(rule.judge(undated, C1, SEEN)).isEqualTo(new Finding.Duplicate(7));
        assertThat(rule.expired(C1.key(), undated, SEEN)).isFalse();
    }

    @Test
    void aRowIsKeptTwiceTheHorizon() {
        assertThat(rule.expired(C1.key(), ROW, SEEN.plus(Duration.ofDays(14)))).isFalse();
        assertThat(rule.expired(C1.key(), ROW, SEEN.plus(Duration.ofDays(14)).plusMillis(1)))
                .isTrue();
    }

    @Test
    void aDefinitionAndACommandAreDuplicatesForEverAndNeverForgotten() {
        var later = SEEN.plus(Duration.ofDays(36_500));
        for (var order : ORDERS) {
            assertThat(rule.judge(ROW, order, later)).isEqualTo(new Finding.Duplicate(7));
            assertThat(rule.expired(order.key(), ROW, later)).isFalse();
        }
    }
}
