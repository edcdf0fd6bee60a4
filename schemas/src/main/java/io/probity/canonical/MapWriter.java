package io.probity.canonical;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map as a JSON object with sorted keys. With any key beyond ASCII it is an array of [key, value] pairs instead, sorted
 * by UTF-16 code unit: JSON writers differ in how they sort such keys, and an array leaves them nothing to sort. A null
 * value stays: that the key is there says something.
 */
record MapWriter(String path, ValueWriter values) implements ValueWriter {
    private record Pair(String key, @Nullable Object value) {}

    @Override
    public void write(@Nullable Object value, JsonBytes out) {
        if (!(value instanceof Map<?, ?> map)) {
            throw ValueWriter.mismatch(path, "map", value);
        }
        List<Pair> pairs = new ArrayList<>(map.size());
        map.forEach((key, held) -> pairs.add(new Pair(String.valueOf(key), held)));
        pairs.sort((a, b) -> a.key.compareTo(b.key)); // String order is UTF-16 order
        if (pairs.stream().allMatch(pair -> isAscii(pair.key))) {
            writePairs(pairs, '{', "", ':', "", '}', out);
        } else {
            writePairs(pairs, '[', "[", ',', "]", ']', out);
        }
    }

    private void writePairs(
            List<Pair> pairs, char open, String before, char between, String after, char close, JsonBytes out) {
        out.raw(open);
        boolean first = true;
        for (var pair : pairs) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.raw(JsonBytes.ascii(before));
            out.string(pair.key, path);
            out.raw(between);
            values.write(pair.value, out);
            out.raw(JsonBytes.ascii(after));
        }
        out.raw(close);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
