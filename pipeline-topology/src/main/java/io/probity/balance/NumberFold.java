package io.probity.balance;

import io.probity.model.NumberRange;
import io.probity.model.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of a component have come. Kept as ranges, so a component without gaps takes one, whatever the order in which
 * its events arrive. A number further than {@link #MOST_GAP} from its neighbours begins another run: between two runs nothing
 * is missing, since a component that begins again, or one that lies, has lost nothing. Pure.
 */
final class NumberFold {
    /** Ranges that are kept; beyond it the oldest gap is given up, counted as missing for good. */
    static final int MOST_RANGES = 1_000;
    /** Numbers that may be missing between two that came: a million events lost in one piece would not go unnoticed. */
    static final long MOST_GAP = 1_000_000;

    private NumberFold() {}

    /** With as many ranges as a component may have. */
    static Numbers after(@Nullable Numbers before, long number) {
        return after(before, number, MOST_RANGES);
    }

    /**
     * The ranges after a number came; the same object where it had come before or belongs to a gap that was given up.
     *
     * @param most ranges that are kept, 1 at least
     */
    static Numbers after(@Nullable Numbers before, long number, int most) {
        if (before == null) {
            return new Numbers(List.of(new NumberRange(number, number)), 0L);
        }
        var ranges = new ArrayList<>(before.getSeen());
        int at = 0;
        while (at < ranges.size() && isBefore(ranges.get(at).getLast(), number)) {
            at++;
        }
        if (at == ranges.size()) {
            ranges.add(new NumberRange(number, number));
        } else if (ranges.get(at).getFirst() <= number
                && number <= ranges.get(at).getLast()) {
            return before;
        } else if (at == 0
                && before.getGivenUp() > 0
                && isOneRun(number, ranges.get(0).getFirst())) {
            return before;
        } else {
            put(ranges, at, number);
        }
        return shortened(ranges, before.getGivenUp(), most);
    }

    /** Whether a range that ends there lies before the number, not touching it. */
    private static boolean isBefore(long last, long number) {
        return last < number && last + 1 < number;
    }

    /** Numbers that have not come, between the first and the last of each run. */
    static long missing(Numbers numbers) {
        long missing = numbers.getGivenUp();
        var ranges = numbers.getSeen();
        for (int i = 1; i < ranges.size(); i++) {
            missing = sum(missing, gap(ranges, i));
        }
        return missing;
    }

    /** A sum of counts, at the end of long's range that end. */
    static long sum(long some, long more) {
        long sum = some + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** The range at the place ends just before the number, begins just after it, or lies behind it. */
    private static void put(List<NumberRange> ranges, int at, long number) {
        var range = ranges.get(at);
        if (range.getLast() < number) {
            boolean closes =
                    at + 1 < ranges.size() && isNext(number, ranges.get(at + 1).getFirst());
            long last = closes ? ranges.remove(at + 1).getLast() : number;
            ranges.set(at, new NumberRange(range.getFirst(), last));
        } else if (isNext(number, range.getFirst())) {
            ranges.set(at, new NumberRange(number, range.getLast()));
        } else {
            ranges.add(at, new NumberRange(number, number));
        }
    }

    private static boolean isNext(long number, long next) {
        return number < next && number + 1 == next;
    }

    private static Numbers shortened(List<NumberRange> ranges, long givenUp, int most) {
        int joined = Math.max(0, ranges.size() - most); // with the range after it
        if (joined == 0) {
            return new Numbers(ranges, givenUp);
        }
        long first = ranges.get(0).getFirst();
        long lost = givenUp;
        for (int i = 1; i <= joined; i++) {
            boolean oneRun = isOneRun(ranges.get(i - 1).getLast(), ranges.get(i).getFirst());
            first = oneRun ? first : ranges.get(i).getFirst();
            lost = sum(lost, gap(ranges, i));
        }
        var rest = new ArrayList<>(ranges.subList(joined, ranges.size()));
        rest.set(0, new NumberRange(first, rest.get(0).getLast()));
        return new Numbers(rest, lost);
    }

    /** Numbers between two ranges; none where they are of two runs. */
    private static long gap(List<NumberRange> ranges, int before) {
        long last = ranges.get(before - 1).getLast();
        long first = ranges.get(before).getFirst();
        return isOneRun(last, first) ? first - last - 1 : 0;
    }

    /** Two numbers may lie further apart than a long can say; their difference is negative then. */
    static boolean isOneRun(long number, long later) {
        long distance = later - number;
        return distance > 0 && distance <= MOST_GAP + 1;
    }
}
