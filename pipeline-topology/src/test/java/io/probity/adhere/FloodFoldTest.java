package io.probity.adhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.FloodRow;
import io.probity.model.LeafRef;
import io.probity.model.Severity;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FloodFoldTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Map<String, Violation> kept = new HashMap<>();
    private final List<Violation> told = new ArrayList<>();
    private @Nullable FloodRow row;
    private int leaves;

    @Test
    void upToTheMostEachOccurrenceHasAViolationOfItsOwn() {
        occur(FloodFold.MOST, NOON, Duration.ofMillis(1));

        assertThat(told).hasSize(FloodFold.MOST).allMatch(violation -> violation.getCounted() == null);
        assertThat(kept).hasSize(FloodFold.MOST);
    }

    @Test
    void whatComesAfterIsCountedInOneAndToldOnceAMinute() {
        occur(FloodFold.MOST, NOON, Duration.ofMillis(1));
        told.clear();
        occur(180, NOON.plusSeconds(60), Duration.ofSeconds(1));

        assertThat(kept).hasSize(FloodFold.MOST + 1);
        assertThat(told)
                .extracting(Violation::getId, FloodFoldTest::occurrences)
                .containsExactly(tuple("v1001", 1L), tuple("v1001", 61L), tuple("v1001", 121L));
        assertThat(occurrences(counting())).isEqualTo(180);
    }

    @Test
    void afterAnHourTheLastNumberIsToldAndCountingBeginsAnew() {
        occur(FloodFold.MOST + 10, NOON, Duration.ofMillis(1));
        told.clear();
        occur(1, NOON.plus(FloodFold.WINDOW), Duration.ZERO);

        assertThat(told)
                .extracting(Violation::getId, FloodFoldTest::occurrences)
                .containsExactly(tuple("v1001", 10L), tuple("v1011", 1L));
        assertThat(row).isEqualTo(new FloodRow(NOON.plus(FloodFold.WINDOW), 1, null, NOON.plus(FloodFold.WINDOW)));
    }

    @Test
    void aNumberThatWasToldIsNotToldAgain() {
        occur(FloodFold.MOST + 1, NOON, Duration.ZERO);
        occur(1, NOON.plusSeconds(60), Duration.ZERO);
        told.clear();
        occur(1, NOON.plus(FloodFold.WINDOW), Duration.ZERO);

        assertThat(told).extracting(Violation::getId).containsExactly("v1003");
    }

    @Test
    void oneThatIsDismissedCountsOnAndStaysDismissed() {
        occur(FloodFold.MOST + 1, NOON, Duration.ZERO);
        kept.computeIfPresent(
                "v1001",
                (id, violation) -> Violation.newBuilder(violation)
                        .setStatus(ViolationStatus.DISMISSED)
                        .build());
        occur(1, NOON.plusSeconds(60), Duration.ZERO);

        assertThat(counting().getStatus()).isEqualTo(ViolationStatus.DISMISSED);
        assertThat(occurrences(counting())).isEqualTo(2);
    }

    @Test
    void onceItIsResolvedTheNextOpensAnotherThatCounts() {
        occur(FloodFold.MOST + 1, NOON, Duration.ZERO);
        kept.computeIfPresent(
                "v1001",
                (id, violation) -> Violation.newBuilder(violation)
                        .setStatus(ViolationStatus.RESOLVED)
                        .build());
        told.clear();
        occur(3, NOON.plusSeconds(60), Duration.ZERO);

        assertThat(told).extracting(Violation::getId).containsExactly("v1002");
        assertThat(occurrences(counting())).isEqualTo(1);
        assertThat(occurrences(Objects.requireNonNull(kept.get("v1002")))).isEqualTo(3);
    }

    @Test
    void storesThatDisagreeAreNotPassedOver() {
        occur(FloodFold.MOST + 1, NOON, Duration.ZERO);
        kept.clear();

        assertThatIllegalStateException()
                .isThrownBy(() -> occur(1, NOON.plusSeconds(1), Duration.ZERO))
                .withMessageContaining("v1001");
    }

    private void occur(int times, Instant from, Duration apart) {
        for (int i = 0; i < times; i++) {
            leaves++;
            var flood = FloodFold.after(row, violation("v" + leaves, from.plus(apart.multipliedBy(i))), kept::get);
            row = flood.row();
            if (flood.counting() != null) {
                kept.put(flood.counting().getId(), flood.counting());
            }
            flood.told().forEach(violation -> {
                kept.put(violation.getId(), violation);
                told.add(violation);
            });
        }
    }

    private Violation counting() {
        return Objects.requireNonNull(kept.get("v1001"), "nobody counts");
    }

    private static long occurrences(Violation violation) {
        var counted = violation.getCounted();
        return counted == null ? 1 : counted.getOccurrences();
    }

    private Violation violation(String id, Instant at) {
        return new Violation(
                id,
                "default",
                "c",
                "1",
                "",
                Severity.HIGH,
                "project/" + leaves,
                null,
                "project/" + leaves,
                ViolationStatus.DETECTED,
                "e" + leaves,
                "t",
                "",
                "false",
                List.of(),
                List.of(),
                "",
                "",
                List.of(),
                new LeafRef(1, 0, (long) leaves, ""),
                at,
                at,
                null,
                null,
                null,
                true,
                null,
                null,
                null);
    }
}
