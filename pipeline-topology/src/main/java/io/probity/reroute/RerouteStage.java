package io.probity.reroute;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * Source records in; those that stay out, untouched. Those that a rule moves go to their own topic, key, headers and bytes as they
 * came. Without rules it is not there at all.
 */
public final class RerouteStage {
    /** Says where a record was met that was moved. */
    static final String HEADER = "probity-rerouted-from";

    private final List<RerouteRule> rules;

    public RerouteStage(List<RerouteRule> rules) {
        this.rules = List.copyOf(rules);
    }

    public KStream<byte[], byte[]> apply(KStream<byte[], byte[]> records) {
        if (rules.isEmpty()) {
            return records;
        }
        var router = new Router(rules);
        KStream<byte[], Sorted> sorted = records.processValues(() -> new Sort(router), Named.as("reroute"));
        sorted.filter((key, record) -> record.target() != null, Named.as("rerouted"))
                .to(new Target(), Produced.with(Serdes.ByteArray(), bytes()).withName("write-rerouted"));
        return sorted.flatMapValues(RerouteStage::staying, Named.as("not-rerouted"));
    }

    /** A value may be null, and is one all the same. */
    private static List<byte[]> staying(Sorted record) {
        return record.target() == null ? Collections.singletonList(record.value()) : List.of();
    }

    @SuppressWarnings("NullAway") // Kafka's word for no value is null
    private static Serde<Sorted> bytes() {
        Serializer<Sorted> serializer = (topic, record) -> record.value();
        return Serdes.serdeFrom(serializer, (topic, bytes) -> new Sorted(bytes, null));
    }

    /** A record, and where it goes; null: it stays. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sorted(byte[] value, @Nullable String target) {}

    private record Target() implements TopicNameExtractor<byte[], Sorted> {
        @Override
        public String extract(byte[] key, Sorted record, RecordContext context) {
            if (record.target() == null) {
                throw new IllegalStateException("a record that stays is written nowhere");
            }
            return record.target();
        }

        /** What the topology is described with. */
        @Override
        public String toString() {
            return "by rule";
        }
    }

    private static final class Sort extends ContextualFixedKeyProcessor<byte[], byte[], Sorted> {
        private final Router router;

        Sort(Router router) {
            this.router = router;
        }

        @Override
        public void process(FixedKeyRecord<byte[], byte[]> record) {
            var place = context().recordMetadata().orElseThrow();
            var target = router.target(place.topic(), record.value(), name -> text(record.headers(), name));
            var sorted = record.withValue(new Sorted(record.value(), target));
            if (target == null) {
                context().forward(sorted);
                return;
            }
            var from = place.topic() + '/' + place.partition() + '/' + place.offset();
            context()
                    .forward(sorted.withHeaders(new RecordHeaders(record.headers()).add(HEADER, from.getBytes(UTF_8))));
        }

        private static @Nullable String text(Headers headers, String name) {
            var header = headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
        }
    }
}
