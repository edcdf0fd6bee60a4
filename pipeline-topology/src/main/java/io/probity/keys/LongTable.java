package io.probity.keys;

import java.util.Arrays;

/**
 * Random longs to longs, without an object for each: a million subjects take 32 MB. Keys may collide, so whoever asks compares
 * what it finds; of two entries under one key both are given.
 */
final class LongTable {
    private static final long NONE = -1;

    private long[] keys = new long[1 << 10];
    private long[] values = filled(1 << 10);
    private int size;

    /** @param value not negative */
    void put(long key, long value) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        insert(key, value);
        size++;
    }

    /** The entry of a key, counted from 0; -1 where there are no more. */
    long get(long key, int which) {
        int left = which;
        for (int at = slot(key); values[at] != NONE; at = (at + 1) & (keys.length - 1)) {
            if (keys[at] == key && left-- == 0) {
                return values[at];
            }
        }
        return NONE;
    }

    int size() {
        return size;
    }

    private void insert(long key, long value) {
        int at = slot(key);
        while (values[at] != NONE) {
            at = (at + 1) & (keys.length - 1);
        }
        keys[at] = key;
        values[at] = value;
    }

    private int slot(long key) {
        return (int) (key >>> 20) & (keys.length - 1);
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = filled(2 * oldKeys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != NONE) {
                insert(oldKeys[i], oldValues[i]);
            }
        }
    }

    private static long[] filled(int length) {
        var values = new long[length];
        Arrays.fill(values, NONE);
        return values;
    }
}
