package io.probity.flow;

import io.probity.wire.Topic;
import java.util.List;

/** What records take on the wire. */
final class Weight {
    private Weight() {}

    /** Bytes of the values as a topic's own serializer writes them. */
    static <V> long of(Topic<?, V> topic, List<V> values) {
        var serializer = topic.value().serializer();
        return values.stream()
                .mapToLong(value -> serializer.serialize(topic.name(), value).length)
                .sum();
    }
}
