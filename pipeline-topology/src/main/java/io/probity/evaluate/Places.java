package io.probity.evaluate;

import java.util.Arrays;
import java.util.Collection;

/** Places in a list of controls, as bare arrays: they are found and joined with every event. */
final class Places {
    static final int[] NONE = {};

    private Places() {}

    static int[] of(Collection<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** One of them where the other is empty, else a new one, one behind the other. */
    static int[] joined(int[] some, int[] more) {
        return some.length == 0 ? more : more.length == 0 ? some : concat(some, more);
    }

    /** A new one, in order. */
    static int[] merged(int[] some, int[] more) {
        int[] all = concat(some, more);
        Arrays.sort(all);
        return all;
    }

    private static int[] concat(int[] some, int[] more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /** With a place, once; of places in order. */
    static int[] with(int[] places, int place) {
        int at = Arrays.binarySearch(places, place);
        if (at >= 0) {
            return places;
        }
        int[] more = Arrays.copyOf(places, places.length + 1);
        System.arraycopy(places, -at - 1, more, -at, places.length + at + 1);
        more[-at - 1] = place;
        return more;
    }

    /** Without it; of places in order. */
    static int[] without(int[] places, int place) {
        int at = Arrays.binarySearch(places, place);
        if (at < 0) {
            return places;
        }
        int[] fewer = Arrays.copyOf(places, places.length - 1);
        System.arraycopy(places, at + 1, fewer, at, fewer.length - at);
        return fewer;
    }
}
