package io.probity.balance;

import io.probity.model.Balance;
import io.probity.model.BalancePart;
import io.probity.model.BalanceRow;
import io.probity.model.Numbered;
import io.probity.model.Numbers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How the counts of the parts, and the numbers that components give, make the balance of a source. Pure. */
final class BalanceFold {
    /** Components of one source whose numbers are watched; those that come later are not. */
    static final int MOST_COMPONENTS = 1_000;
    /**
     * Ranges that the components of a source share, but for {@link #FEWEST_RANGES} each: with names of at most 256 characters
     * the row stays below a mebibyte, where its changelog takes four.
     */
    static final int MOST_RANGES = 5_000;

    static final int FEWEST_RANGES = 5;

    private BalanceFold() {}

    /** The newest count of a part replaces the one before it, so one told twice is not counted twice. */
    static BalanceRow after(@Nullable BalanceRow before, BalancePart part) {
        Map<String, BalancePart> parts = before == null ? Map.of() : before.getParts();
        Map<String, Numbers> numbers = before == null ? Map.of() : before.getNumbers();
        if (part.getNumbered() == null) {
            parts = with(parts, part.getPart(), part);
        } else {
            numbers = told(numbers, part.getNumbered());
        }
        return new BalanceRow(parts, numbers, total(part, parts, numbers));
    }

    private static Map<String, Numbers> told(Map<String, Numbers> numbers, Numbered number) {
        var component = number.getComponent();
        var known = numbers.get(component);
        if (known == null && numbers.size() >= MOST_COMPONENTS) {
            return numbers;
        }
        int ofAll =
                numbers.values().stream().mapToInt(it -> it.getSeen().size()).sum();
        int free = MOST_RANGES - ofAll + (known == null ? 0 : known.getSeen().size());
        int most = Math.clamp(free, FEWEST_RANGES, NumberFold.MOST_RANGES);
        return with(numbers, component, NumberFold.after(known, number.getNumber(), most));
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        var after = new HashMap<>(map);
        after.put(key, value);
        return after;
    }

    private static Balance total(BalancePart any, Map<String, BalancePart> parts, Map<String, Numbers> numbers) {
        return new Balance(
                any.getTenant(),
                any.getSource(),
                sum(parts, BalancePart::getReceived),
                sum(parts, BalancePart::getAccepted),
                sum(parts, BalancePart::getDuplicate),
                sum(parts, BalancePart::getRefused),
                sum(parts, BalancePart::getForged),
                numbers.values().stream().mapToLong(NumberFold::missing).reduce(0, NumberFold::sum));
    }

    private static long sum(Map<String, BalancePart> parts, ToLongFunction<BalancePart> count) {
        return parts.values().stream().mapToLong(count).sum();
    }
}
