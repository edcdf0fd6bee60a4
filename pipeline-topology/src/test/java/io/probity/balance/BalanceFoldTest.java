package io.probity.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Balance;
import io.probity.model.BalancePart;
import io.probity.model.BalanceRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BalanceFoldTest {
    @Test
    void theFirstPartIsTheBalance() {
        assertThat(fold(part("intake-0", 5, 0, 0, 0, 0))).isEqualTo(balance(5, 0, 0, 0, 0, 0));
    }

    @Test
    void partsAddUp() {
        assertThat(fold(
                        part("intake-0", 5, 0, 0, 0, 0),
                        part("intake-1", 3, 0, 0, 0, 0),
                        part("ledger-0", 0, 4, 1, 1, 2),
                        part("ledger-1", 0, 2, 0, 0, 0)))
                .isEqualTo(balance(8, 6, 1, 1, 2, 0));
    }

    @Test
    void theNewestCountOfAPartReplacesTheOneBeforeIt() {
        assertThat(fold(
                        part("intake-0", 5, 0, 0, 0, 0),
                        part("intake-0", 7, 0, 0, 0, 0),
                        part("intake-0", 7, 0, 0, 0, 0)))
                .as("one told twice is not counted twice")
                .isEqualTo(balance(7, 0, 0, 0, 0, 0));
    }

    @Test
    void numbersThatDidNotComeAreMissingByComponent() {
        assertThat(fold(number("a", 1), number("a", 4), number("b", 7), number("b", 9)))
                .isEqualTo(balance(0, 0, 0, 0, 0, 2 + 1));
    }

    @Test
    void aNumberLeavesTheCountsAsTheyAreAndACountTheNumbers() {
        assertThat(fold(part("intake-0", 5, 0, 0, 0, 0), number("a", 1), number("a", 3)))
                .isEqualTo(balance(5, 0, 0, 0, 0, 1));
        assertThat(fold(number("a", 1), number("a", 3), part("intake-0", 5, 0, 0, 0, 0)))
                .isEqualTo(balance(5, 0, 0, 0, 0, 1));
    }

    @Test
    void theRowThatWasGivenStaysAsItWas() {
        var before = BalanceFold.after(null, part("intake-0", 5, 0, 0, 0, 0));
        var after = BalanceFold.after(before, part("intake-1", 3, 0, 0, 0, 0));

        assertThat(before.getParts()).containsOnlyKeys("intake-0");
        assertThat(after.getParts()).containsOnlyKeys("intake-0", "intake-1");
    }

    private static Balance fold(BalancePart... parts) {
        @Nullable BalanceRow row = null;
        for (var part : parts) {
            row = BalanceFold.after(row, part);
        }
        if (row == null) {
            throw new IllegalArgumentException("no part came");
        }
        return row.getTotal();
    }

    private static BalancePart part(
            String name, long received, long accepted, long duplicate, long refused, long forged) {
        return new BalancePart("acme", "gitlab", name, received, accepted, duplicate, refused, forged, null);
    }

    private static BalancePart number(String component, long number) {
        return Tally.numbered("acme", "gitlab", component, number);
    }

    private static Balance balance(
            long received, long accepted, long duplicate, long refused, long forged, long missing) {
        return new Balance("acme", "gitlab", received, accepted, duplicate, refused, forged, missing);
    }
}
