package io.probity.balance;

import io.probity.model.OpenGap;
import io.probity.model.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of a component are looked for, and since when. {@link NumberFold} counts what is missing for good; this one
 * finds the moment to say so. A number below all that came opens no gap, and neither does one far beyond them: a component that
 * begins again has lost nothing, and false alarms are the worse fault. Pure.
 */
final class GapFold {
    /** Stretches that are looked for; beyond it the two lowest become one, which then never closes by chance. */
    static final int MOST_GAPS = 100;

    /**
     * What a number changed.
     *
     * @param closed the gap, as it was told, that the number closed; null where it closed none
     */
    record Came(Sequence after, @Nullable OpenGap closed) {}

    /**
     * What is to be told.
     *
     * @param first the smallest missing number
     * @param last the greatest missing number
     * @param missing how many, those between that came left out
     */
    record Due(Sequence after, long first, long last, long missing) {}

    private GapFold() {}

    /**
     * After a number came.
     *
     * @param now watched time, in milliseconds
     */
    static Came after(@Nullable Sequence before, long number, long now) {
        if (before == null) {
            return new Came(new Sequence(number, number, List.of()), null);
        }
        if (number > before.getHighest()) {
            return new Came(above(before, number, now), null);
        }
        var gaps = before.getGaps();
        for (int i = 0; i < gaps.size(); i++) {
            var gap = gaps.get(i);
            if (gap.getFirst() <= number && number <= gap.getLast()) {
                return filled(before, i, number);
            }
        }
        if (number >= before.getLowest()) {
            return new Came(before, null);
        }
        return NumberFold.isOneRun(number, before.getLowest())
                ? new Came(new Sequence(number, before.getHighest(), gaps), null)
                : new Came(new Sequence(number, number, gaps), null);
    }

    private static Sequence above(Sequence before, long number, long now) {
        if (!NumberFold.isOneRun(before.getHighest(), number)) {
            return new Sequence(number, number, before.getGaps());
        }
        if (before.getHighest() + 1 == number) {
            return new Sequence(before.getLowest(), number, before.getGaps());
        }
        var gaps = new ArrayList<>(before.getGaps());
        gaps.add(new OpenGap(before.getHighest() + 1, number - 1, now, null, null));
        return new Sequence(before.getLowest(), number, bounded(gaps));
    }

    private static Came filled(Sequence before, int at, long number) {
        var gaps = new ArrayList<>(before.getGaps());
        var gap = gaps.remove(at);
        if (number < gap.getLast()) {
            gaps.add(at, part(gap, number + 1, gap.getLast()));
        }
        if (gap.getFirst() < number) {
            gaps.add(at, part(gap, gap.getFirst(), number - 1));
        }
        boolean closes = gap.getTold() != null
                && gaps.stream().noneMatch(it -> gap.getTold().equals(it.getTold()));
        return new Came(new Sequence(before.getLowest(), before.getHighest(), bounded(gaps)), closes ? gap : null);
    }

    private static OpenGap part(OpenGap gap, long first, long last) {
        return new OpenGap(first, last, gap.getSince(), gap.getTold(), gap.getToldLast());
    }

    private static List<OpenGap> bounded(List<OpenGap> gaps) {
        while (gaps.size() > MOST_GAPS) {
            var low = gaps.remove(0);
            var next = gaps.remove(0);
            var kept = low.getTold() == null ? next : low;
            gaps.add(
                    0,
                    new OpenGap(
                            Math.min(low.getFirst(), next.getFirst()),
                            Math.max(low.getLast(), next.getLast()),
                            Math.min(low.getSince(), next.getSince()),
                            kept.getTold(),
                            kept.getToldLast()));
        }
        return gaps;
    }

    /**
     * Everything that is missing for longer than the grace and was not told: one finding, however many pieces it has.
     *
     * @return null where there is nothing to tell
     */
    static @Nullable Due due(Sequence sequence, long now, Duration grace) {
        var due = sequence.getGaps().stream()
                .filter(gap -> isDue(gap, now, grace))
                .toList();
        if (due.isEmpty()) {
            return null;
        }
        long first = due.stream().mapToLong(OpenGap::getFirst).min().orElseThrow();
        long last = due.stream().mapToLong(OpenGap::getLast).max().orElseThrow();
        long missing = due.stream()
                .mapToLong(gap -> gap.getLast() - gap.getFirst() + 1)
                .reduce(0, NumberFold::sum);
        var gaps = sequence.getGaps().stream()
                .map(gap -> isDue(gap, now, grace)
                        ? new OpenGap(gap.getFirst(), gap.getLast(), gap.getSince(), first, last)
                        : gap)
                .toList();
        return new Due(new Sequence(sequence.getLowest(), sequence.getHighest(), gaps), first, last, missing);
    }

    private static boolean isDue(OpenGap gap, long now, Duration grace) {
        return gap.getTold() == null && now - gap.getSince() >= grace.toMillis();
    }

    /** Watched time at which something is to be told, in milliseconds; {@link Long#MAX_VALUE} for never. */
    static long next(@Nullable Sequence sequence, Duration grace) {
        return sequence == null
                ? Long.MAX_VALUE
                : sequence.getGaps().stream()
                        .filter(gap -> gap.getTold() == null)
                        .mapToLong(gap -> gap.getSince() + grace.toMillis())
                        .min()
                        .orElse(Long.MAX_VALUE);
    }
}
