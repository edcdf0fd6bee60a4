package io.probity.canonical;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An array as a JSON array, in its own order; a null item stays, since its place says something. */
record ArrayWriter(String path, ValueWriter items) implements ValueWriter {
    @Override
    public void write(@Nullable Object value, JsonBytes out) {
        if (!(value instanceof Collection<?> collection)) {
            throw ValueWriter.mismatch(path, "array", value);
        }
        out.raw('[');
        boolean first = true;
        for (var item : collection) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            items.write(item, out);
        }
        out.raw(']');
    }
}
