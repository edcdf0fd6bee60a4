package io.probity.normalise;

import io.probity.draft.Passage;
import io.probity.draft.Passage.Drafted;
import io.probity.wire.SourceTopic;
import java.util.Map;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Source records in; drafts and refusals out, one per event that a record carries. Keeps no state. */
public final class NormaliseStage {
    private final RecordReader reader;
    private final Map<String, SourceTopic> topics;

    /**
     * @param topics by topic name: the topic alone decides whose an event is and how it is read
     */
    public NormaliseStage(RecordReader reader, Map<String, SourceTopic> topics) {
        this.reader = reader;
        this.topics = Map.copyOf(topics);
    }

    public KStream<byte[], Passage<Drafted>> apply(KStream<byte[], byte[]> records) {
        return records.processValues(() -> new NormaliseProcessor(reader, topics), Named.as("normalise"));
    }
}
