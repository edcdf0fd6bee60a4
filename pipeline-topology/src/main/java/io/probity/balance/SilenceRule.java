package io.probity.balance;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * From when on the watch speaks. Without a word of the operator's, a source is silent when it is quiet for longer than {@link
 * #FACTOR} times its longest quiet of the last {@link #WEEKS} weeks in which it came, and {@link #margin} beyond; and nothing
 * is said of one that is not known for {@link #DAYS_KNOWN} days and {@link #DAYS_ACTIVE} active ones.
 *
 * <p>Why the longest quiet and not a mean of gaps: a nightly batch of ten thousand records has gaps of a millisecond, all but
 * one, and a mean with any memory would call each day a silence; nights and weekends are the same at another scale. The figures
 * are ours, by reasoning and not by measuring: five weeks hold a month's end and four weekends; twice, so that a public holiday
 * on a Monday (86 h after 62 h of a weekend) is no alarm, nor one nightly batch that failed; eight days hold a weekend whatever
 * the day and hour at which they begin.
 *
 * @param grace for which a missing number is waited for, of watched time
 * @param margin what a quiet must last beyond what was usual: no batch is punctual to the minute
 * @param fixed by source, a span that takes the place of what is learnt
 * @param off sources whose silence is never told
 */
public record SilenceRule(Duration grace, Duration margin, Map<String, Duration> fixed, Set<String> off) {
    static final int FACTOR = 2;
    static final int WEEKS = 5;
    static final int DAYS_KNOWN = 8;
    static final int DAYS_ACTIVE = 5;

    public SilenceRule {
        fixed = Map.copyOf(fixed);
        off = Set.copyOf(off);
    }
}
