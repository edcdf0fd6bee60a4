package io.probity.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.wire.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a store's rows, partition after partition, each in key order.
 *
 * @param partitions how many the generation has
 */
record Scan(StoreReader stores, int partitions) {

    /** Rows, and where to go on; null at the end. */
    record Page<V>(List<V> rows, @Nullable Cursor next) {
        /**
         * As it is answered.
         *
         * @param name of the items
         * @param asOf where the ledger is
         */
        String answer(String name, ArrayNode items, JsonNode asOf) {
            var answer = JsonNodeFactory.instance.objectNode();
            answer.set(name, items);
            if (next != null) {
                answer.put("next", next.toString());
            }
            answer.set("asOf", asOf);
            return answer.toString();
        }
    }

    <V> Page<V> page(Store<String, V> store, Cursor from, int limit, Predicate<V> wanted) {
        var found = new ArrayList<V>();
        for (int partition = from.partition(); partition < partitions; partition++) {
            var after = partition == from.partition() ? from.after() : null;
            var stopped = fill(store, partition, after, limit, wanted, found);
            if (stopped != null) {
                return new Page<>(found, stopped);
            }
        }
        return new Page<>(found, null);
    }

    private <V> @Nullable Cursor fill(
            Store<String, V> store,
            int partition,
            @Nullable String after,
            int limit,
            Predicate<V> wanted,
            List<V> found) {
        return stores.<V, @Nullable Cursor>in(store, partition, rows -> {
            try (var each = rows.range(after, null)) {
                while (each.hasNext()) {
                    var row = each.next();
                    if (!row.key.equals(after) && wanted.test(row.value)) {
                        found.add(row.value);
                        if (found.size() == limit) {
                            return new Cursor(partition, row.key);
                        }
                    }
                }
            }
            return null;
        });
    }
}
