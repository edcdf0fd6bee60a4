package io.probity.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.wire.Stores;
import java.time.Instant;
import java.util.Optional;

/** How far the log had come when an answer was given, partition by partition. */
record Freshness(StoreReader reader, Stores stores, int partitions) {

    /** The log's clock, where it is furthest behind; 1970 where a partition has none yet. */
    Instant clock() {
        var clock = Instant.MAX;
        for (int partition = 0; partition < partitions; partition++) {
            var head = reader.in(stores.head(), partition, rows -> Optional.ofNullable(rows.get("head")));
            var time = head.map(it -> it.getLogTime()).orElse(Instant.EPOCH);
            clock = time.isBefore(clock) ? time : clock;
        }
        return clock;
    }

    ArrayNode now() {
        var places = JsonNodeFactory.instance.arrayNode();
        for (int partition = 0; partition < partitions; partition++) {
            var head = reader.in(stores.head(), partition, rows -> Optional.ofNullable(rows.get("head")));
            var place = places.addObject()
                    .put("partition", partition)
                    .put("leaves", head.map(it -> it.getNext()).orElse(0L));
            head.ifPresent(it -> place.put("logTime", it.getLogTime().toString()));
        }
        return places;
    }
}
