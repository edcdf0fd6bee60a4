package io.probity.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.OpenGap;
import io.probity.model.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GapFoldTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Test
    void numbersInOrderLeaveNothingOpen() {
        assertThat(fold(1, 2, 3)).isEqualTo(new Sequence(1L, 3L, List.of()));
    }

    @Test
    void aNumberThatComesLateWithinTheGraceIsNeverTold() {
        var late = fold(1, 3, 2);

        assertThat(GapFold.due(late, 100_000, GRACE)).isNull();
        assertThat(GapFold.next(late, GRACE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void allThatIsDueIsOneFinding() {
        var due = due(fold(1, 3, 7, 8), 10_000);

        assertThat(due.first()).isEqualTo(2);
        assertThat(due.last()).isEqualTo(6);
        assertThat(due.missing()).isEqualTo(1 + 3);
        assertThat(GapFold.due(due.after(), 99_000, GRACE)).as("told once").isNull();
    }

    @Test
    void whatIsYoungerThanTheGraceWaits() {
        var sequence = GapFold.after(fold(1, 3), 5, 8_000).after();

        assertThat(GapFold.next(sequence, GRACE)).isEqualTo(10_000);
        var due = due(sequence, 10_000);
        assertThat(due.missing()).isEqualTo(1);
        assertThat(GapFold.next(due.after(), GRACE)).isEqualTo(18_000);
    }

    @Test
    void aToldGapClosesWithTheLastOfItsNumbersAndNoSooner() {
        var told = due(fold(1, 3, 7), 10_000).after();

        assertThat(GapFold.after(told, 2, 0).closed()).isNull();
        var rest = GapFold.after(told, 2, 0).after();
        rest = GapFold.after(rest, 5, 0).after();
        rest = GapFold.after(rest, 4, 0).after();
        var closed = Objects.requireNonNull(GapFold.after(rest, 6, 0).closed());
        assertThat(closed.getTold()).isEqualTo(2);
        assertThat(closed.getToldLast()).isEqualTo(6);
    }

    @Test
    void aGapThatWasNotToldClosesInSilence() {
        assertThat(GapFold.after(fold(1, 3), 2, 0).closed()).isNull();
    }

    @Test
    void whoBeginsAgainHasLostNothing() {
        assertThat(GapFold.next(fold(5_000_000, 1, 2), GRACE)).isEqualTo(Long.MAX_VALUE);
        assertThat(GapFold.next(fold(3_000, 1), GRACE))
                .as("below all that came")
                .isEqualTo(Long.MAX_VALUE);
        assertThat(GapFold.next(fold(1, 5_000_000), GRACE)).isEqualTo(Long.MAX_VALUE);
        assertThat(GapFold.next(fold(Long.MIN_VALUE, Long.MAX_VALUE, 0), GRACE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void manyGapsAreKeptWithinBoundsAndNoneThenClosesByChance() {
        var every = fold(LongStream.range(0, 500).map(it -> 2 * it).toArray());
        assertThat(every.getGaps()).hasSize(GapFold.MOST_GAPS);
        var told = due(every, 10_000).after();
        OpenGap closed = null;
        for (long number = 1; number < 999; number += 2) {
            var came = GapFold.after(told, number, 0);
            told = came.after();
            closed = came.closed() == null ? closed : came.closed();
        }

        assertThat(closed)
                .as("numbers that came before the gaps were joined are not looked for again")
                .isNull();
        assertThat(told.getGaps()).hasSizeLessThanOrEqualTo(GapFold.MOST_GAPS);
    }

    /** Whatever the order, what is looked for is what lies between the first and the greatest and did not come. */
    @Test
    void agreesWithASetOfNumbers() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var came = new TreeSet<Long>();
            var numbers = random.longs(40, 0, 60).toArray();
            numbers[0] = 0;
            for (var number : numbers) {
                came.add(number);
            }
            var sequence = fold(numbers);
            var missing = new TreeSet<Long>();
            sequence.getGaps().forEach(gap -> {
                for (long number = gap.getFirst(); number <= gap.getLast(); number++) {
                    missing.add(number);
                }
            });
            var expected = new TreeSet<Long>();
            for (long number = 0; number < came.last(); number++) {
                if (!came.contains(number)) {
                    expected.add(number);
                }
            }
            assertThat(missing).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static Sequence fold(long... numbers) {
        @Nullable Sequence sequence = null;
        for (var number : numbers) {
            sequence = GapFold.after(sequence, number, 0).after();
        }
        return Objects.requireNonNull(sequence);
    }

    private static GapFold.Due due(Sequence sequence, long now) {
        return Objects.requireNonNull(GapFold.due(sequence, now, GRACE));
    }
}
