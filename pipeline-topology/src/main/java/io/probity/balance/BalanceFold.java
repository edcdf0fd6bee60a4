package io.probity.balance;

import io.probity.model.Balance;
import io.probity.model.BalancePart;
import io.probity.model.BalanceRow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How the counts of the parts make the balance of a source. Pure. */
final class BalanceFold {
    private BalanceFold() {}

    /** The newest count of a part replaces the one before it, so one told twice is not counted twice. */
    static BalanceRow after(@Nullable BalanceRow before, BalancePart part) {
        var parts = before == null ? new HashMap<String, BalancePart>() : new HashMap<>(before.getParts());
        parts.put(part.getPart(), part);
        return new BalanceRow(parts, total(part, parts));
    }

    private static Balance total(BalancePart any, Map<String, BalancePart> parts) {
        return new Balance(
                any.getTenant(),
                any.getSource(),
                sum(parts, BalancePart::getReceived),
                sum(parts, BalancePart::getAccepted),
                sum(parts, BalancePart::getDuplicate),
                sum(parts, BalancePart::getRefused),
                sum(parts, BalancePart::getForged),
                0L);
    }

    private static long sum(Map<String, BalancePart> parts, ToLongFunction<BalancePart> count) {
        return parts.values().stream().mapToLong(count).sum();
    }
}
