package io.probity.evaluate;

import io.probity.model.SubjectState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A few rows of the subjects' store. Collected whole and the iterator closed before anything is written.
 *
 * @param last the key that the next slice begins after; null where this one reached the end
 */
record Slice(List<SubjectState> rows, @Nullable String last) {

    static Slice of(KeyValueStore<String, SubjectState> subjects, @Nullable String after, int most) {
        var rows = new ArrayList<SubjectState>(most);
        String last = null;
        try (var each = subjects.range(after, null)) {
            while (each.hasNext() && rows.size() < most) {
                var row = each.next();
                if (!row.key.equals(after)) {
                    rows.add(row.value);
                    last = row.key;
                }
            }
        }
        return new Slice(rows, rows.size() < most ? null : last);
    }
}
