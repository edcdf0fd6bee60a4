package io.probity.enrich.geo;

import io.probity.model.GeoContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Nested blocks of one family, laid flat: where each range of addresses begins, and what holds in it up to the next. A lookup halves
 * arrays, so the longest prefix costs what the shortest does, and a million blocks are a few arrays and no million objects.
 */
final class Ranges {
    private final long[] high;
    /** Null for IPv4, which has no lower half. */
    private final long @Nullable [] low;

    private final int[] values;
    private final List<GeoContext> known;

    private Ranges(long[] high, long @Nullable [] low, int[] values, List<GeoContext> known) {
        this.high = high;
        this.low = low;
        this.values = values;
        this.known = known;
    }

    /**
     * Lays blocks flat.
     *
     * @param blocks of one family, in {@link Prefix#ORDER}
     * @param elsewhere what holds outside of all of them
     */
    static Ranges of(boolean v4, SortedMap<Prefix, Place> blocks, Place elsewhere) {
        return new Layer(v4, elsewhere).lay(blocks);
    }

    GeoContext at(Address address) {
        int from = 0;
        int to = high.length - 1;
        while (from < to) { // the last range that begins at or before the address; the first begins at zero
            int middle = (from + to + 1) >>> 1;
            if (isAfter(middle, address)) {
                to = middle - 1;
            } else {
                from = middle;
            }
        }
        return known.get(values[from]);
    }

    private boolean isAfter(int i, Address address) {
        int order = Long.compareUnsigned(high[i], address.high());
        return order > 0 || (order == 0 && low != null && Long.compareUnsigned(low[i], address.low()) > 0);
    }

    int count() {
        return high.length;
    }

    /** The laying itself, which walks the blocks once with those that are open on a stack. */
    private static final class Layer {
        private final boolean v4;
        private final Place elsewhere;
        private final ArrayDeque<Prefix> open = new ArrayDeque<>();
        private final ArrayDeque<Place> holding = new ArrayDeque<>();
        private final Map<Place, Integer> numbers = new HashMap<>();
        private final List<GeoContext> known = new ArrayList<>();
        private long[] high = new long[64];
        private long[] low = new long[64];
        private int[] values = new int[64];
        private int count;

        Layer(boolean v4, Place elsewhere) {
            this.v4 = v4;
            this.elsewhere = elsewhere;
        }

        Ranges lay(SortedMap<Prefix, Place> blocks) {
            begin(new Address(v4, 0, 0), elsewhere);
            blocks.forEach((prefix, place) -> {
                closeUntil(prefix);
                var here = place.within(holding.isEmpty() ? elsewhere : holding.element());
                open.push(prefix);
                holding.push(here);
                begin(prefix.first(), here);
            });
            closeUntil(null);
            return new Ranges(
                    Arrays.copyOf(high, count),
                    v4 ? null : Arrays.copyOf(low, count),
                    Arrays.copyOf(values, count),
                    List.copyOf(known));
        }

        private void closeUntil(@Nullable Prefix holds) {
            while (!open.isEmpty() && (holds == null || !open.element().contains(holds))) {
                var next = open.pop().next();
                holding.pop();
                if (next != null) {
                    begin(next, holding.isEmpty() ? elsewhere : holding.element());
                }
            }
        }

        private void begin(Address at, Place here) {
            boolean again = count > 0 && high[count - 1] == at.high() && low[count - 1] == at.low();
            int i = again ? count - 1 : count;
            if (i == high.length) {
                high = Arrays.copyOf(high, i * 2);
                low = Arrays.copyOf(low, i * 2);
                values = Arrays.copyOf(values, i * 2);
            }
            high[i] = at.high();
            low[i] = at.low();
            values[i] = numbers.computeIfAbsent(here, it -> {
                known.add(it.context());
                return known.size() - 1;
            });
            count = i + 1;
        }
    }
}
