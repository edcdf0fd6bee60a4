package io.probity.leaf;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How sure a verdict is, by what its control reads of that. Numbers are plain decimals from 0 to 1, as text, since a record holds no
 * binary fraction.
 *
 * @param value null where nobody can tell
 * @param ask that somebody is to look at it; null where it is sure enough, or the control asks nobody
 */
public record Confidence(@Nullable String value, @Nullable Ask ask) {

    /**
     * That somebody is to look at a verdict.
     *
     * @param limit how sure it would have to be; null where the control's is no such number in the scope
     * @param within how long there is to answer, by the log's clock
     * @param why in words, without anything personal
     */
    public record Ask(@Nullable String limit, Duration within, String why) {}

    /** A number, in as few digits as tell it from all others. */
    public static String decimal(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
