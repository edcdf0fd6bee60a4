package io.probity.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.EvidenceAge;
import io.probity.model.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceStateTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    /** Good for an hour, and ten minutes more. */
    private static final EvidenceAge DRIFT = new EvidenceAge(
            "drift",
            NOON,
            NOON.plusSeconds(3_600),
            NOON.plusSeconds(4_200),
            NOON.plusSeconds(4_200).plus(Duration.ofDays(30)),
            false);

    @ParameterizedTest
    @CsvSource({
        "PT0S, FRESH",
        "PT59M59S, FRESH",
        "PT1H, EXPIRING",
        "PT1H9M59S, EXPIRING",
        "PT1H10M, STALE",
        "P30DT1H9M, STALE",
        "P30DT1H10M, ABANDONED"
    })
    void eachEndIsTheFirstMomentOfWhatComesNext(Duration age, EvidenceState state) {
        assertThat(EvidenceState.at(NOON.plus(age), DRIFT)).isEqualTo(state);
    }

    @Test
    void whatHasNoTimeToLiveStaysFresh() {
        var forEver = new EvidenceAge("owner", NOON, null, null, null, false);

        assertThat(EvidenceState.at(NOON.plus(Duration.ofDays(9_000)), forEver)).isEqualTo(EvidenceState.FRESH);
    }

    @Test
    void anEventThatTellsOfAPartRenewsTheWholeAndWhatTakesBackDoesNot() {
        var hour = NOON.plusSeconds(3_600);
        var facts = Map.of(
                "drift.prod", fact("false", hour),
                "drift.test", fact("null", hour.plusSeconds(60)),
                "drifted", fact("true", hour.plusSeconds(120)));

        var renewed = EvidenceState.renewed(DRIFT, facts);
        assertThat(renewed.getToldAt()).isEqualTo(hour);
        assertThat(renewed.getGoodUntil()).isEqualTo(hour.plusSeconds(4_200));
        assertThat(EvidenceState.renewed(DRIFT, Map.of())).isEqualTo(DRIFT);
    }

    @Test
    void evidenceByTypeIsAsOldAsItWasCollectedAndEndsWhenItSays() {
        var scan =
                new EvidenceAge("evidence.scan", NOON, NOON.plusSeconds(3_600), NOON.plusSeconds(4_200), null, false);
        var told = fact(
                "{\"collectedAt\":\"2026-03-02T13:00:00Z\",\"expiresAt\":\"2026-03-02T13:30:00+00:00\",\"status\":\"pass\"}",
                NOON.plusSeconds(7_200));
        var other = fact("{\"status\":\"pass\"}", NOON.plusSeconds(9_000));

        var renewed = EvidenceState.renewed(scan, Map.of("evidence.scan", told, "evidence.scan.2", other));
        assertThat(renewed.getToldAt()).isEqualTo(NOON.plusSeconds(3_600));
        assertThat(renewed.getFreshUntil()).isEqualTo(NOON.plusSeconds(5_400));
        assertThat(renewed.getGoodUntil()).isEqualTo(NOON.plusSeconds(5_400));
    }

    private static Fact fact(String value, Instant at) {
        return new Fact(value, at, "e1", "digest");
    }
}
