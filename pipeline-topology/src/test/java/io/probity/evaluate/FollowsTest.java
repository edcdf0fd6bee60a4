package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.Recall.Counts;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether one event follows another that waits from noon to one o'clock. */
class FollowsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3_600);
    private static final String ALICE = "token:1:0123456789abcdef0123456789abcdef";
    private static final String BOB = "token:1:fedcba9876543210fedcba9876543210";
    private static final String SOMEBODY = "token:2:00112233445566778899aabbccddeeff";

    @Test
    void itFollowsFromTheSameMomentOnUntilTheTimeIsOver() {
        assertThat(at(NOON.minusNanos(1_000))).isEqualTo(Follows.NO);
        assertThat(at(NOON)).isEqualTo(Follows.YES);
        assertThat(at(ONE.minusNanos(1_000))).isEqualTo(Follows.YES);
        assertThat(at(ONE)).isEqualTo(Follows.NO);
    }

    @Test
    void whatBothMustSayIsTheSameOrNotOrNobodyKnows() {
        assertThat(grouped("run-1", "run-1")).isEqualTo(Follows.YES);
        assertThat(grouped("run-1", "run-2")).isEqualTo(Follows.NO);
        assertThat(grouped(ALICE, ALICE)).isEqualTo(Follows.YES);
        assertThat(grouped(ALICE, BOB)).isEqualTo(Follows.NO);
        assertThat(grouped(ALICE, SOMEBODY)).as("the keys were rotated").isEqualTo(Follows.PERHAPS);
        assertThat(grouped(ALICE, "alice")).as("one is protected").isEqualTo(Follows.PERHAPS);
    }

    @Test
    void whatTheOtherMustSayOtherwiseIsAnotherOrNotOrNobodyKnows() {
        assertThat(told(ALICE, BOB)).isEqualTo(Follows.YES);
        assertThat(told(ALICE, ALICE)).isEqualTo(Follows.NO);
        assertThat(told(ALICE, SOMEBODY)).isEqualTo(Follows.PERHAPS);
        assertThat(told(ALICE, "alice")).isEqualTo(Follows.PERHAPS);
        assertThat(told(ALICE, null)).isEqualTo(Follows.PERHAPS);
        assertThat(told(null, ALICE)).isEqualTo(Follows.PERHAPS);
    }

    @Test
    void whatRulesItOutIsStrongerThanADoubt() {
        var opening = new Opening(0, "e1", "run-1", ALICE, ONE, null);

        assertThat(Follows.of(opening, NOON, follow(), NOON, Counts.PERHAPS, "run-2", null))
                .isEqualTo(Follows.NO);
        assertThat(Follows.of(opening, NOON, follow(), NOON, Counts.NO, "run-1", null))
                .isEqualTo(Follows.NO);
        assertThat(Follows.of(opening, NOON, follow(), NOON, Counts.PERHAPS, "run-1", BOB))
                .isEqualTo(Follows.PERHAPS);
    }

    private static Follows at(Instant time) {
        return Follows.of(new Opening(0, "e1", "", ALICE, ONE, null), NOON, follow(), time, Counts.YES, "", BOB);
    }

    private static Follows grouped(String one, String other) {
        return Follows.of(new Opening(0, "e1", one, ALICE, ONE, null), NOON, follow(), NOON, Counts.YES, other, BOB);
    }

    private static Follows told(@Nullable String one, @Nullable String other) {
        return Follows.of(new Opening(0, "e1", "", one, ONE, null), NOON, follow(), NOON, Counts.YES, "", other);
    }

    private static Recall follow() {
        var file = CatalogFile.parse("test", """
                controls:
                  - id: reviewed
                    judges: occurrence
                    triggers: [{event: used}]
                    followedBy: {events: [seen], groupBy: event.sessionId, distinct: event.actor.id, within: PT1H}
                """);
        var rules = Rulebook.empty().plus(Definitions.publish(file.catalog(), "p"));
        return Objects.requireNonNull(rules.version("reviewed", 0).value().follow());
    }
}
