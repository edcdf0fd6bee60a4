package io.probity.normalise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.draft.Arrival;
import io.probity.draft.LateBytes;
import io.probity.draft.Passage;
import io.probity.draft.Passage.Drafted;
import io.probity.model.Header;
import io.probity.model.Origin;
import io.probity.wire.SourceTopic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Says where a record came from, has it read, forwards each event or refusal that it holds. */
final class NormaliseProcessor extends ContextualFixedKeyProcessor<byte[], byte[], Passage<Drafted>> {
    private final RecordReader reader;
    private final Map<String, SourceTopic> topics;

    NormaliseProcessor(RecordReader reader, Map<String, SourceTopic> topics) {
        this.reader = reader;
        this.topics = topics;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        var arrival = arrival(record);
        var results = reader.read(arrival.source(), record.value(), words(record.headers()));
        if (results.size() == 1) {
            context().forward(record.withValue(passage(arrival, results.getFirst())));
            return;
        }
        var shared = arrival.sharedBy(results.size());
        for (int item = 0; item < results.size(); item++) {
            var result = results.get(item);
            context().forward(record.withValue(passage(shared.item(item, LateBytes.by(result::bytes)), result)));
        }
    }

    private Passage<Drafted> passage(Arrival arrival, Normalised result) {
        return switch (result) {
            case Normalised.Event(var draft, var sourceBytes, var alone) ->
                new Passage.On<>(new Drafted(arrival, draft, sourceBytes));
            case Normalised.Refused(var reason, var detail, var item) ->
                new Passage.Refused<>(arrival.refuse("normalise", reason, detail));
        };
    }

    private Arrival arrival(FixedKeyRecord<byte[], byte[]> record) {
        var place = context().recordMetadata().orElseThrow();
        SourceTopic topic = topics.get(place.topic());
        if (topic == null) {
            throw new IllegalStateException("topic " + place.topic() + " is read and bound to no source");
        }
        return new Arrival(
                topic.tenant(),
                topic.source(),
                new Origin(place.topic(), place.partition(), place.offset(), 0),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                headers(record.headers()));
    }

    private static List<Header> headers(Headers headers) {
        var all = new ArrayList<Header>(0);
        for (var header : headers) {
            all.add(new Header(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value())));
        }
        return all;
    }

    private static Map<String, String> words(Headers headers) {
        var words = new HashMap<String, String>();
        for (var header : headers) {
            if (header.value() != null) {
                words.put(header.key().toLowerCase(Locale.ROOT), new String(header.value(), UTF_8));
            }
        }
        return words;
    }
}
