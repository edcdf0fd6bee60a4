package io.probity.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.BalanceRow;
import io.probity.wire.RowSerde;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The row of a source stays small, whatever its components say. */
class BalanceRowTest {
    /** As long as a component's name may be, in characters of three bytes. */
    private static final String NAME = "中".repeat(250);

    @Test
    void componentsBeyondTheBoundAreNotWatched() {
        @Nullable BalanceRow row = null;
        for (int component = 0; component < BalanceFold.MOST_COMPONENTS + 5; component++) {
            row = told(told(row, "c" + component, 1), "c" + component, 3);
        }

        assertThat(Objects.requireNonNull(row).getNumbers()).hasSize(BalanceFold.MOST_COMPONENTS);
        assertThat(row.getTotal().getMissing()).isEqualTo(BalanceFold.MOST_COMPONENTS);
        assertThat(told(row, "c0", 2).getTotal().getMissing())
                .as("those that came first still are")
                .isEqualTo(BalanceFold.MOST_COMPONENTS - 1);
    }

    @Test
    void theWorstRowIsLessThanAMebibyte() {
        var numbers = IntStream.range(0, NumberFold.MOST_RANGES).mapToLong(i -> Long.MAX_VALUE - 2L * i);
        var many = numbers.toArray();
        @Nullable BalanceRow row = null;
        for (int component = 0; component < BalanceFold.MOST_COMPONENTS; component++) {
            int told = component < 6 ? many.length : BalanceFold.FEWEST_RANGES;
            for (int i = 0; i < told; i++) {
                row = told(row, NAME + component, many[i]);
            }
        }

        var bytes = new RowSerde<>(BalanceRow.class).serialize("balance", Objects.requireNonNull(row));
        assertThat(bytes.length).isBetween(700_000, 1 << 20);
    }

    private static BalanceRow told(@Nullable BalanceRow row, String component, long number) {
        return BalanceFold.after(row, Tally.numbered("acme", "canonical", component, number));
    }
}
