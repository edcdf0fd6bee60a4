package io.probity.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.NumberRange;
import io.probity.model.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumberFoldTest {

    @Test
    void aComponentWithoutGapsTakesOneRange() {
        var numbers = fold(LongStream.rangeClosed(17, 500).boxed().toList());

        assertThat(numbers.getSeen()).hasSize(1);
        assertThat(NumberFold.missing(numbers)).isZero();
    }

    @Test
    void whatLiesBetweenFirstAndLastAndHasNotComeIsMissing() {
        assertThat(NumberFold.missing(fold(List.of(1L, 2L, 5L, 9L)))).isEqualTo(2 + 3);
    }

    @Test
    void aLateNumberClosesItsGap() {
        assertThat(NumberFold.missing(fold(List.of(1L, 3L, 2L)))).isZero();
    }

    @Test
    void gapsBeyondTheBoundAreGivenUpAndStayMissing() {
        var everyOther = LongStream.rangeClosed(0, NumberFold.MOST_RANGES + 4L)
                .map(i -> 2 * i)
                .boxed()
                .toList();
        var numbers = fold(everyOther);

        assertThat(numbers.getSeen()).hasSize(NumberFold.MOST_RANGES);
        assertThat(NumberFold.missing(numbers)).isEqualTo(NumberFold.MOST_RANGES + 4L);
        assertThat(NumberFold.missing(NumberFold.after(numbers, 1)))
                .as("a number of a gap that was given up changes nothing")
                .isEqualTo(NumberFold.MOST_RANGES + 4L);
    }

    @Test
    void aNumberFarAwayBeginsAnotherRun() {
        assertThat(NumberFold.missing(fold(List.of(1L, 2L, 2L + NumberFold.MOST_GAP + 1))))
                .as("as far as a loss is believed")
                .isEqualTo(NumberFold.MOST_GAP);
        assertThat(NumberFold.missing(fold(List.of(1L, 3L, 4L + NumberFold.MOST_GAP + 1))))
                .as("one further: only what is missing within the first run")
                .isEqualTo(1);
    }

    @Test
    void whateverNumberComesTheCountStaysSane() {
        for (long far : List.of(Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, Long.MIN_VALUE + 1, -9_000_000L)) {
            var numbers = fold(List.of(1L, far, 2L, 4L, far, Long.MIN_VALUE, Long.MAX_VALUE, 5L));

            assertThat(NumberFold.missing(numbers)).as("after %d", far).isEqualTo(1);
            assertThat(NumberFold.missing(NumberFold.after(numbers, 3))).isZero();
        }
        assertThat(fold(List.of(Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1))
                        .getSeen())
                .hasSize(2);
    }

    @Test
    void aSumOfCountsEndsWhereLongEnds() {
        assertThat(NumberFold.sum(Long.MAX_VALUE - 1, 5)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void fewerRangesThanThereAreGiveUpTheOldestGaps() {
        var numbers = NumberFold.after(fold(List.of(1L, 3L, 5L, 9L)), 20, 2);

        assertThat(numbers.getSeen()).containsExactly(new NumberRange(1L, 9L), new NumberRange(20L, 20L));
        assertThat(NumberFold.missing(numbers)).isEqualTo(1 + 1 + 3 + 10);
    }

    /** Partitions bring a component's events in any order, and some of them twice. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsWhatASetWouldCountInAnyOrder(int seed) {
        var random = new Random(seed);
        var came = new ArrayList<Long>();
        LongStream.range(0, 200).filter(i -> random.nextInt(5) > 0).forEach(came::add);
        came.addAll(came.subList(0, came.size() / 3));
        Collections.shuffle(came, random);
        long span = Collections.max(came) - Collections.min(came) + 1;

        assertThat(NumberFold.missing(fold(came))).isEqualTo(span - new HashSet<>(came).size());
    }

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    private static Numbers fold(List<Long> came) {
        @Nullable Numbers numbers = null;
        for (long number : came) {
            numbers = NumberFold.after(numbers, number);
        }
        if (numbers == null) {
            throw new IllegalArgumentException("no number came");
        }
        return numbers;
    }
}
