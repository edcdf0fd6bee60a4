package io.probity.balance;

import io.probity.model.NumberRange;
import io.probity.model.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of a component have come. Kept as ranges, so a component without gaps takes one, whatever the order in which
 * its events arrive. Pure.
 */
final class NumberFold {
    /** Ranges that are kept; beyond it the oldest gap is given up, counted as missing for good. */
    static final int MOST_RANGES = 1_000;

    private NumberFold() {}

    /** The ranges after a number came; the same object where it had come before or belongs to a gap that was given up. */
    static Numbers after(@Nullable Numbers before, long number) {
        if (before == null) {
            return new Numbers(List.of(new NumberRange(number, number)), 0L);
        }
        var ranges = new ArrayList<>(before.getSeen());
        int at = 0;
        while (at < ranges.size() && ranges.get(at).getLast() < number - 1) {
            at++;
        }
        if (at == ranges.size()) {
            ranges.add(new NumberRange(number, number));
        } else if (ranges.get(at).getFirst() <= number
                && number <= ranges.get(at).getLast()) {
            return before;
        } else if (at == 0 && before.getGivenUp() > 0 && number < ranges.get(0).getFirst()) {
            return before;
        } else {
            put(ranges, at, number);
        }
        return shortened(ranges, before.getGivenUp());
    }

    /** Numbers that have not come, between the first and the last that have. */
    static long missing(Numbers numbers) {
        long missing = numbers.getGivenUp();
        var ranges = numbers.getSeen();
        for (int i = 1; i < ranges.size(); i++) {
            missing += gap(ranges, i);
        }
        return missing;
    }

    /** The range at the place ends just before the number, begins just after it, or lies behind it. */
    private static void put(List<NumberRange> ranges, int at, long number) {
        var range = ranges.get(at);
        if (range.getLast() == number - 1) {
            boolean closes = at + 1 < ranges.size() && ranges.get(at + 1).getFirst() == number + 1;
            long last = closes ? ranges.remove(at + 1).getLast() : number;
            ranges.set(at, new NumberRange(range.getFirst(), last));
        } else if (range.getFirst() == number + 1) {
            ranges.set(at, new NumberRange(number, range.getLast()));
        } else {
            ranges.add(at, new NumberRange(number, number));
        }
    }

    private static Numbers shortened(List<NumberRange> ranges, long givenUp) {
        if (ranges.size() <= MOST_RANGES) {
            return new Numbers(ranges, givenUp);
        }
        long lost = gap(ranges, 1);
        var joined = new NumberRange(ranges.get(0).getFirst(), ranges.get(1).getLast());
        var rest = new ArrayList<>(ranges.subList(1, ranges.size()));
        rest.set(0, joined);
        return new Numbers(rest, givenUp + lost);
    }

    private static long gap(List<NumberRange> ranges, int before) {
        return ranges.get(before).getFirst() - ranges.get(before - 1).getLast() - 1;
    }
}
