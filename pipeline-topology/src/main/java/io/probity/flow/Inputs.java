package io.probity.flow;

import io.probity.wire.SourceTopic;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;

/** The topics that events arrive on, as one stream of untouched bytes: what cannot be read is refused with a reason, not by a serde. */
final class Inputs {
    private Inputs() {}

    static KStream<byte[], byte[]> read(StreamsBuilder builder, List<SourceTopic> sources) {
        var names = sources.stream().map(SourceTopic::name).sorted().toList();
        return builder.stream(
                names, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-sources"));
    }
}
