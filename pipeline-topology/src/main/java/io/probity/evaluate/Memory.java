package io.probity.evaluate;

import io.probity.model.RecallRow;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Where it is kept what controls recall. */
public interface Memory {
    /** Null where nothing is kept under the key. */
    @Nullable RecallRow get(String key);

    /**
     * Keeps a row.
     *
     * @param isNew nothing was kept under the key before
     */
    void put(String key, RecallRow row, boolean isNew);

    /** One that lasts as long as the process. */
    static Memory inProcess() {
        var rows = new HashMap<String, RecallRow>();
        return new Memory() {
            @Override
            public @Nullable RecallRow get(String key) {
                return rows.get(key);
            }

            @Override
            public void put(String key, RecallRow row, boolean isNew) {
                rows.put(key, row);
            }
        };
    }
}
